package io.streamcat.live;

import io.streamcat.user.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Who may not enter whose chat room. An application implements it on its own database.
 *
 * <p>It is read before every token, so that it has to be fast; what it throws is thrown to whoever
 * asked for the token, who gets none. Implementations are thread safe.
 */
public interface BanList {

  /**
   * Creates a list that is kept in memory: for tests, and for applications on one server that can
   * bear to forget it.
   *
   * @return a new, empty list
   */
  static BanList inMemory() {
    return new InMemoryBanList();
  }

  /**
   * Finds a ban.
   *
   * @param owner whose room
   * @param viewerId who wants to enter it
   * @return the ban, or empty if the viewer may enter
   */
  Optional<Ban> find(UserId owner, String viewerId);

  /**
   * Lists whom a user has banned.
   *
   * @param owner whose room
   * @return the bans, the earliest first; unmodifiable
   */
  List<Ban> list(UserId owner);

  /**
   * Bans somebody; a ban there is already is replaced.
   *
   * @param owner whose room
   * @param ban who and why
   */
  void add(UserId owner, Ban ban);

  /**
   * Lifts a ban.
   *
   * @param owner whose room
   * @param viewerId who may enter again
   * @return false if there was none
   */
  boolean remove(UserId owner, String viewerId);
}
