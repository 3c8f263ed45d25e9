package io.streamcat.jdbc;

import io.streamcat.user.ResourceKind;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row read by JPQL, by the names of the columns.
 *
 * <p>Users are read as rows and not as entities: a persistence context that outlives a transaction
 * would answer with what it knew before, and a user without a chat room would cost a statement of
 * its own to find that out.
 *
 * @param values the values by column
 */
record JpaRow(Tuple values) implements Row<RuntimeException> {

  private static final Pattern NEXT_WORD = Pattern.compile("_(.)");

  private static final List<String> USER_COLUMNS =
      List.of(
          "id",
          "username",
          "idempotency_key",
          "state",
          "attempt_id",
          "resource_name",
          "missing",
          "due",
          "password_hash",
          "lease_owner",
          "lease_until",
          "problem",
          "version",
          "created_at",
          "updated_at");

  /** Reads users with all they have; to be followed by a condition. */
  static final String SELECT =
      "select "
          + Stream.concat(
                  USER_COLUMNS.stream().map(column -> selected("u", column, column)),
                  Stream.of(ResourceKind.values()).flatMap(JpaRow::selected))
              .collect(Collectors.joining(", "))
          + " from UserEntity u"
          + Stream.of(ResourceKind.values())
              .map(kind -> " left join u." + attribute(kind) + " " + attribute(kind))
              .collect(Collectors.joining());

  private static Stream<String> selected(ResourceKind kind) {
    ResourceTable table = ResourceTable.of(kind);
    return table.columns().stream()
        .map(column -> selected(attribute(kind), column, table.alias(column)));
  }

  static String selected(String of, String column, String name) {
    return of + "." + attribute(column) + " as " + alias(name);
  }

  /** Not the name itself, which may be a word of the query language's. */
  private static String alias(String name) {
    return "c_" + name;
  }

  /** The attribute of {@link UserEntity} that is a kind of resource; also its alias in queries. */
  static String attribute(ResourceKind kind) {
    return attribute(kind.name().toLowerCase(Locale.ROOT));
  }

  static String attribute(String column) {
    return NEXT_WORD.matcher(column).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  @Override
  public String text(String column) {
    return Objects.requireNonNull(nullableText(column), column);
  }

  @Override
  public @Nullable String nullableText(String column) {
    Object value = values.get(alias(column));
    return value == null ? null : value.toString();
  }

  @Override
  public long number(String column) {
    return values.get(alias(column), Long.class);
  }

  @Override
  public @Nullable Instant instant(String column) {
    return values.get(alias(column), Instant.class);
  }
}
