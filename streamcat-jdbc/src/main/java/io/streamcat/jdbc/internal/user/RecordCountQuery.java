package io.streamcat.jdbc.internal.user;

import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.repository.RecordCounts;
import io.streamcat.user.UserState;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The query for the numbers of records, by state and of those that are due or failing. */
public final class RecordCountQuery {

  /** The query, whose parameter is the time. */
  public static final String TEXT =
      "SELECT state AS name, COUNT(*) AS records FROM streamcat_user GROUP BY state"
          + " UNION ALL SELECT 'DUE', COUNT(*) FROM streamcat_user WHERE in_background IN (0, 1, 2) AND due_at <= ?"
          + " UNION ALL SELECT 'FAILING', COUNT(*) FROM streamcat_user WHERE attempts >= "
          + RecordCounts.FAILING;

  private RecordCountQuery() {}

  public static Map.Entry<String, Long> read(Row row) throws SQLException {
    return Map.entry(row.text("name"), row.number("records"));
  }

  /** Returns the counts in the rows of the query; states of a newer release are left out. */
  public static RecordCounts counts(List<Map.Entry<String, Long>> rows) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.put(row.getKey(), row.getValue()));
    Map<UserState, Long> byState = new EnumMap<>(UserState.class);
    for (UserState state : UserState.values()) {
      counts.computeIfPresent(
          state.name(),
          (name, count) -> {
            byState.put(state, count);
            return count;
          });
    }
    return new RecordCounts(
        byState,
        Objects.requireNonNull(counts.get("DUE")),
        Objects.requireNonNull(counts.get("FAILING")));
  }
}
