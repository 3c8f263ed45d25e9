package io.streamcat.jdbc.internal.user;

import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.repository.Home;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The query for the records that recovery may process. Spares come after users, and queued users
 * last. Each third follows the index, so a long queue does not slow down the search for the others.
 *
 * @param text the query
 * @param values the values of its parameters
 */
public record PendingQuery(String text, List<Object> values) {

  private static final String ORDER = " ORDER BY %sin_background, %<sdue_at";

  /** Returns a query for the records of a home, the longest due first. */
  public static PendingQuery of(Database database, Home home, Instant now, long limit) {
    List<Object> values = new ArrayList<>(List.of(now, home.region()));
    String account = "";
    if (home.account() != null) {
      account = " AND (account = ? OR account IS NULL)";
      values.add(home.account());
    }
    String due =
        "(SELECT * FROM streamcat_user WHERE in_background = %d AND due_at <= ? AND region = ?"
            + account
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
    return new PendingQuery(
        UserRow.select(database, all, ORDER.formatted("u.")),
        Stream.of(values, values, values).flatMap(List::stream).toList());
  }
}
