package io.streamcat.jdbc.queries;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plans of statements in PostgreSQL. */
final class Plans {

  private static final Pattern BUFFERS = Pattern.compile("shared hit=(\\d+)(?: read=(\\d+))?");
  private static final Pattern READ = Pattern.compile("shared read=(\\d+)");

  private Plans() {}

  /** Returns the plan for unknown values. */
  static List<String> generic(Connection connection, String statement) throws SQLException {
    long parameters = statement.chars().filter(c -> c == '?').count();
    return explain(
        connection, "EXPLAIN ", statement, Collections.nCopies((int) parameters, "NULL"));
  }

  /** Runs a statement, and returns its plan with the rows and pages that were read. */
  static List<String> analyzed(Connection connection, String statement, List<String> literals)
      throws SQLException {
    return explain(connection, "EXPLAIN (ANALYZE, BUFFERS) ", statement, literals);
  }

  private static List<String> explain(
      Connection connection, String explain, String statement, List<String> literals)
      throws SQLException {
    StringBuilder numbered = new StringBuilder();
    String[] parts = statement.split("\\?", -1);
    for (int i = 0; i < parts.length; i++) {
      numbered.append(i == 0 ? "" : "$" + i).append(parts[i]);
    }
    List<String> plan = new ArrayList<>();
    try (Statement sql = connection.createStatement()) {
      sql.execute("PREPARE explained AS " + numbered);
      try (ResultSet lines =
          sql.executeQuery(
              explain
                  + "EXECUTE explained"
                  + (literals.isEmpty() ? "" : "(" + String.join(", ", literals) + ")"))) {
        while (lines.next()) {
          plan.add(lines.getString(1));
        }
      }
      sql.execute("DEALLOCATE explained");
    }
    return plan;
  }

  /** Returns the number of pages that the statement read, cached or not. */
  static long pages(List<String> plan) {
    for (String line : plan) {
      Matcher hit = BUFFERS.matcher(line);
      if (hit.find()) {
        return Long.parseLong(hit.group(1))
            + (hit.group(2) == null ? 0 : Long.parseLong(hit.group(2)));
      }
      Matcher read = READ.matcher(line);
      if (read.find()) {
        return Long.parseLong(read.group(1));
      }
    }
    throw new AssertionError("no pages in " + plan);
  }
}
