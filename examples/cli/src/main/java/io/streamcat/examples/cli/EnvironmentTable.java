package io.streamcat.examples.cli;

import io.streamcat.examples.cli.Environment.Bound;
import io.streamcat.exception.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The table of the environments with which a database was used; only this program needs it. */
final class EnvironmentTable {

  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS streamcat_cli_environment ("
          + "namespace VARCHAR(64) NOT NULL, region VARCHAR(64) NOT NULL,"
          + " account VARCHAR(12) NOT NULL, PRIMARY KEY (namespace, region, account))";

  /** The class of SQL states for unknown tables. */
  private static final String UNDEFINED = "42";

  /** The class of SQL states for violated constraints. */
  static final String DUPLICATE = "23";

  private final DataSource database;

  EnvironmentTable(DataSource database) {
    this.database = database;
  }

  /** Creates the table if it is missing. */
  void create() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    } catch (SQLException e) {
      throw new StorageException(
          "the table streamcat_cli_environment is missing and could not be created; run "
              + "'streamcat-cli migrate' as a database user with the right to create tables ("
              + e.getMessage()
              + ")",
          false,
          e);
    }
  }

  /** Returns the environments in a stable order. */
  List<Bound> read() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT namespace, region, account FROM streamcat_cli_environment"
                    + " ORDER BY namespace, region, account")) {
      List<Bound> known = new ArrayList<>();
      while (rows.next()) {
        known.add(new Bound(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
      return known;
    } catch (SQLException e) {
      if (isOfClass(UNDEFINED, e)) {
        // Another tool created the tables of StreamCat.
        return List.of();
      }
      throw failure(e);
    }
  }

  void add(Bound bound) {
    create();
    try {
      write(
          "INSERT INTO streamcat_cli_environment (namespace, region, account) VALUES (?, ?, ?)",
          bound.namespace(),
          bound.region(),
          bound.account());
    } catch (SQLException e) {
      if (!isOfClass(DUPLICATE, e)) {
        throw failure(e);
      }
      // Another process was faster.
    }
  }

  /** Completes an environment with its account. */
  void complete(Bound bound) {
    try {
      write(
          "UPDATE streamcat_cli_environment SET account = ?"
              + " WHERE namespace = ? AND region = ? AND account = ''",
          bound.account(),
          bound.namespace(),
          bound.region());
    } catch (SQLException e) {
      if (!isOfClass(DUPLICATE, e)) {
        throw failure(e);
      }
    }
  }

  private void write(String sql, String... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  static boolean isOfClass(String sqlClass, SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith(sqlClass);
  }

  private static StorageException failure(SQLException e) {
    return new StorageException(
        "the environment of the database could not be read or stored: " + e.getMessage(), true, e);
  }
}
