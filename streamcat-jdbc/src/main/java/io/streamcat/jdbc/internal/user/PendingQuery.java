package io.streamcat.jdbc.internal.user;

import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.repository.Home;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query for the records that recovery may process. Spares come after users, and queued users
 * last. Each third follows the index, so a long queue does not slow down the search for the others.
 *
 * @param text the query
 * @param values the values of its parameters
 */
public record PendingQuery(String text, List<@Nullable Object> values) {

  private static final String ORDER = " ORDER BY %sin_background, %<sdue_at";

  /** Returns a query for the records of a home, the longest due first. */
  public static PendingQuery of(Database database, Home home, Instant now, long limit) {
    String due =
        "(SELECT * FROM streamcat_user WHERE in_background = %d AND due_at <= ? AND "
            + UserTable.IN_HOME
            + " ORDER BY due_at LIMIT "
            + limit
            + ")";
    String all =
        "(SELECT * FROM ("
            + due.formatted(0)
            + " UNION ALL "
            + due.formatted(1)
            + " UNION ALL "
            + due.formatted(2)
            + ") b"
            + ORDER.formatted("")
            + " LIMIT "
            + limit
            + ")";
    List<@Nullable Object> values = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      values.addAll(Arrays.asList(now, home.region(), home.account()));
    }
    return new PendingQuery(UserRow.select(database, all, ORDER.formatted("u.")), values);
  }
}
