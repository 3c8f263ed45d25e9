package io.streamcat.jdbc.golden;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Tables in a schema of their own, stored as a file of INSERT statements that H2 and PostgreSQL
 * accept.
 */
final class GoldenDatabase implements AutoCloseable {

  /** The key of the encrypted stream keys in all golden files. */
  private static final EncryptionKeys KEYS =
      EncryptionKeys.of("golden", Map.of("golden", new byte[32]));

  /** The tables in an order that foreign keys allow, each with the order of its rows. */
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("streamcat_schema", "version");
    TABLES.put("streamcat_store", "number");
    TABLES.put("streamcat_user", "user_id");
    TABLES.put("streamcat_channel", "name, arn");
    TABLES.put("streamcat_chat_room", "name, arn");
    TABLES.put("streamcat_stage", "name, arn");
    TABLES.put("streamcat_ban", "owner_id, viewer_id");
    TABLES.put("streamcat_broadcast", "stream_id");
    TABLES.put("streamcat_notification", "stream_id, kind");
    TABLES.put("streamcat_publication", "id");
  }

  private final HikariDataSource dataSource;

  private GoldenDatabase(HikariDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Creates the tables of the first version of the schema. */
  static GoldenDatabase create(TestDatabase database) throws IOException, SQLException {
    database.execute("DROP SCHEMA IF EXISTS \"golden\" CASCADE");
    database.execute("CREATE SCHEMA \"golden\"");
    HikariConfig config = new HikariConfig();
    ((HikariDataSource) database.dataSource()).copyStateTo(config);
    config.setSchema("golden");
    GoldenDatabase created = new GoldenDatabase(new HikariDataSource(config));
    String script =
        "/" + StreamCatSchema.of(created.dataSource).scripts() + "/V1__create_streamcat_tables.sql";
    try (InputStream in = StreamCatSchema.class.getResourceAsStream(script)) {
      created.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return created;
  }

  /** Creates the tables of an earlier version with its rows, and updates them to this version. */
  static GoldenDatabase load(TestDatabase database, Path file) throws IOException, SQLException {
    GoldenDatabase loaded = create(database);
    loaded.execute("DELETE FROM streamcat_store");
    loaded.execute("DELETE FROM streamcat_schema");
    loaded.execute(Files.readString(file));
    StreamCatSchema.of(loaded.dataSource).migrate();
    return loaded;
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  JdbcUserRepository users() {
    return JdbcUserRepository.builder(dataSource)
        .streamKeys(StreamKeyStorage.encrypted(KEYS))
        .build();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes all rows. */
  void write(Path file) throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        String query = "SELECT * FROM " + table.getKey() + " ORDER BY " + table.getValue();
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            lines.add(insert(table.getKey(), rows));
          }
        }
      }
    }
    Files.write(file, lines);
  }

  private static String insert(String table, ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = row.getObject(i);
      if (value != null) {
        names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
        values.add(literal(value));
      }
    }
    return "INSERT INTO " + table + " " + names + " VALUES " + values + ";";
  }

  private static String literal(Object value) {
    if (value instanceof Number) {
      return value.toString();
    }
    if (value instanceof OffsetDateTime time) {
      return "TIMESTAMP WITH TIME ZONE '" + time.toInstant() + "'";
    }
    return "'" + value.toString().replace("'", "''") + "'";
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
