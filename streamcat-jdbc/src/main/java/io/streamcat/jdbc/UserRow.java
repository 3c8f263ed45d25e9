package io.streamcat.jdbc;

import io.streamcat.error.LeaseLostException;
import io.streamcat.user.Attempt;
import io.streamcat.repository.Lease;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user as read, with the version its row had.
 *
 * @param stored the user
 * @param version grows with every change
 */
record UserRow(StoredUser stored, long version) {

  /** Reads users with all they have; to be followed by a condition. */
  static final String SELECT =
      "SELECT streamcat_user.*"
          + Stream.of(ResourceKind.values())
              .map(kind -> ResourceTable.of(kind).selected())
              .collect(Collectors.joining())
          + " FROM streamcat_user"
          + Stream.of(ResourceKind.values())
              .map(kind -> ResourceTable.of(kind).tableName())
              .map(table -> " LEFT JOIN " + table + " ON " + table + ".user_id = streamcat_user.id")
              .collect(Collectors.joining());

  static <X extends Exception> UserRow read(Row<X> row, StreamKeyStorage storage) throws X {
    User user =
        new User(
            UserId.of(row.text("id")),
            row.nullableText("username"),
            UserState.valueOf(row.text("state")),
            ResourceTable.channel(row, storage),
            ResourceTable.chatRoom(row),
            ResourceTable.stage(row),
            Objects.requireNonNull(row.instant("created_at")),
            Objects.requireNonNull(row.instant("updated_at")));
    Set<ResourceKind> wanted = user.resourceKinds();
    wanted.addAll(constants(ResourceKind.class, row.text("missing")));
    return new UserRow(
        new StoredUser(
            user,
            new Attempt(row.text("attempt_id"), row.text("resource_name"), wanted),
            Due.read(row.text("due")),
            hash(row.nullableText("password_hash")),
            row.nullableText("idempotency_key"),
            lease(row.nullableText("lease_owner"), row.instant("lease_until")),
            row.nullableText("problem")),
        row.number("version"));
  }

  private static @Nullable PasswordHash hash(@Nullable String encoded) {
    return encoded == null ? null : new PasswordHash(encoded);
  }

  static @Nullable Lease lease(@Nullable String owner, @Nullable Instant until) {
    return owner == null || until == null ? null : new Lease(owner, until);
  }

  /**
   * What a user lacks of what an attempt wants. Who has the lease may read it before writing it:
   * nobody else changes what the user has.
   */
  static String missing(UserRepository users, UserId id, Attempt attempt) {
    return users
        .findById(id)
        .map(stored -> list(stored.with(attempt).missing()))
        .orElseThrow(() -> new LeaseLostException(id.value()));
  }

  static <E extends Enum<E>> Set<E> constants(Class<E> type, String list) {
    return list.isEmpty()
        ? Set.of()
        : Arrays.stream(list.split(",", -1))
            .map(name -> Enum.valueOf(type, name))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }

  static <E extends Enum<E>> String list(Set<E> constants) {
    return constants.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
  }
}
