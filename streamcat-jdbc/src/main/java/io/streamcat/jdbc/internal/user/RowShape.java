package io.streamcat.jdbc.internal.user;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The form of a write of one row, which determines the text of the statement.
 *
 * @param verb the kind of write
 * @param table the table
 * @param columns the columns without the key; empty for a deletion
 */
record RowShape(Verb verb, String table, List<String> columns) {

  /** The kinds of writes of a row. */
  enum Verb {
    INSERT,
    UPDATE,
    DELETE
  }

  String statement() {
    return switch (verb) {
      case INSERT ->
          "INSERT INTO "
              + table
              + " ("
              + names()
              + ", record_key) VALUES ("
              + parameters()
              + ", ?)";
      case UPDATE -> "UPDATE " + table + " SET " + assignments() + " WHERE record_key = ?";
      case DELETE -> "DELETE FROM " + table + " WHERE record_key = ?";
    };
  }

  /** Returns a statement that does nothing unless the record's row was written. */
  String dependentStatement() {
    return switch (verb) {
      case INSERT ->
          "INSERT INTO "
              + table
              + " ("
              + names()
              + ", record_key) SELECT "
              + parameters()
              + ", u.record_key FROM u";
      case UPDATE ->
          "UPDATE "
              + table
              + " AS r SET "
              + assignments()
              + " FROM u WHERE r.record_key = u.record_key";
      case DELETE -> "DELETE FROM " + table + " AS r USING u WHERE r.record_key = u.record_key";
    };
  }

  private String names() {
    return String.join(", ", columns);
  }

  private String assignments() {
    return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
  }

  private String parameters() {
    return String.join(", ", Collections.nCopies(columns.size(), "?"));
  }
}
