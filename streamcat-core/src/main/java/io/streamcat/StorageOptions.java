package io.streamcat;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.exception.Check;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link StreamCatBuilder#storage}: the stores of users, bans and broadcasts. Not
 * thread safe.
 */
public final class StorageOptions {

  private @Nullable UserRepository users;
  private @Nullable BanList bans;
  private BroadcastRepository broadcasts = BroadcastRepository.inMemory();

  StorageOptions() {}

  /**
   * Sets the repository of users. It must be set unless all clients have endpoints on this machine,
   * such as an emulator's: then users are stored in memory. {@link UserRepository#inMemory()}
   * stores them in memory in every case; they are lost when the program ends.
   *
   * @param value the repository
   * @return this
   */
  public StorageOptions users(UserRepository value) {
    users = Check.given("users", value);
    return this;
  }

  /**
   * Sets the list of users who are banned from chat rooms. It must be set unless all clients have
   * endpoints on this machine, such as an emulator's: then bans are stored in memory. {@link
   * BanList#inMemory()} stores them in memory in every case; they are lost when the program ends.
   *
   * @param value the list
   * @return this
   */
  public StorageOptions bans(BanList value) {
    bans = Check.given("bans", value);
    return this;
  }

  /**
   * Sets the repository of broadcasts.
   *
   * @param value the repository; in memory unless set
   * @return this
   */
  public StorageOptions broadcasts(BroadcastRepository value) {
    broadcasts = Check.given("broadcasts", value);
    return this;
  }

  /** Returns the repository of users; in memory only if it was chosen or AWS is local. */
  UserRepository users(boolean local) {
    return stored(users, local, "users", "UserRepository", UserRepository::inMemory);
  }

  /** Returns the list of bans; in memory only if it was chosen or AWS is local. */
  BanList bans(boolean local) {
    return stored(bans, local, "bans", "BanList", BanList::inMemory);
  }

  BroadcastRepository broadcasts() {
    return broadcasts;
  }

  /** Data in memory is lost at the next start, so memory must be chosen explicitly. */
  private static <S> S stored(
      @Nullable S set, boolean local, String setting, String type, Supplier<S> inMemory) {
    if (set != null) {
      return set;
    }
    Check.that(
        local,
        "storage." + setting,
        "set by StreamCatBuilder.storage(s -> s."
            + setting
            + "(…)), where "
            + type
            + ".inMemory() loses what it stores when the program ends; it may be left out only"
            + " for an endpoint on this machine",
        "is missing");
    return inMemory.get();
  }
}
