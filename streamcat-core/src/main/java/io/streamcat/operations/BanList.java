package io.streamcat.operations;

import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The bans from chat rooms. {@code JdbcBanList} of streamcat-jdbc stores them in a database.
 *
 * <pre>{@code
 * StreamCat streamcat =
 *     StreamCat.builder()
 *         .storage(
 *             s ->
 *                 s.users(UserRepository.inMemory())
 *                     .bans(BanList.inMemory()))
 *         .build();
 * }</pre>
 *
 * <p>The list is read before each token, so it must be fast. If it throws, the caller gets the
 * exception and no token is issued. A ban that has ended is not returned, and is deleted at the
 * latest with the next change of its owner's bans. Implementations are thread-safe.
 */
public interface BanList {

  /**
   * Creates a list in memory. It suits tests, and applications on one server that may forget bans
   * at a restart.
   *
   * @return a new, empty list
   */
  static BanList inMemory() {
    return new InMemoryBanList();
  }

  /**
   * Finds a ban.
   *
   * @param owner the owner of the room
   * @param viewerId the viewer who asks to enter the room
   * @param now the time
   * @return the ban, or empty if the viewer may enter
   */
  Optional<Ban> find(UserId owner, String viewerId, Instant now);

  /**
   * Lists a user's bans.
   *
   * @param owner the owner of the room
   * @param now the time
   * @return the bans in effect, earliest first; unmodifiable
   */
  List<Ban> list(UserId owner, Instant now);

  /**
   * Adds a ban. It replaces an earlier ban of the same viewer.
   *
   * @param owner the owner of the room
   * @param ban the ban
   */
  void add(UserId owner, Ban ban);

  /**
   * Lifts a ban.
   *
   * @param owner the owner of the room
   * @param viewerId the viewer who may enter again
   * @return false if there was no ban
   */
  boolean remove(UserId owner, String viewerId);

  /**
   * Deletes all bans that a user has imposed or is subject to. It is called when the user is
   * removed, possibly several times.
   *
   * @param user the user
   */
  void forget(UserId user);
}
