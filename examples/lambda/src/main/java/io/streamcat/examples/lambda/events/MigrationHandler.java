package io.streamcat.examples.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handler that creates or updates the tables, and the database user of the other functions. A
 * deployment invokes it before the functions receive anything.
 *
 * <p>The input is the secret of the database's owner, in the format of RDS. The network of the
 * function leads to the database only, so the invoker reads the secret. Each statement may run
 * again.
 */
public final class MigrationHandler implements RequestStreamHandler {

  private static final Logger log = LoggerFactory.getLogger(MigrationHandler.class);
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * The rights of the functions. Stream keys are in {@code streamcat_channel}, so only ARNs are
   * readable. The role {@code rds_iam} exists on RDS, and lets its members log in with tokens.
   */
  private static final List<String> GRANTS =
      List.of(
          """
          DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'streamcat_events') THEN
              CREATE ROLE streamcat_events LOGIN;
            END IF;
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN
              GRANT rds_iam TO streamcat_events;
            END IF;
          END $$""",
          "GRANT SELECT ON streamcat_schema TO streamcat_events",
          "GRANT SELECT (arn) ON streamcat_channel TO streamcat_events",
          "GRANT SELECT (arn) ON streamcat_chat_room TO streamcat_events",
          "GRANT SELECT (arn) ON streamcat_stage TO streamcat_events",
          "GRANT SELECT, INSERT ON streamcat_notification TO streamcat_events",
          "GRANT SELECT, INSERT, UPDATE ON streamcat_broadcast TO streamcat_events",
          "GRANT SELECT, INSERT, UPDATE ON streamcat_publication TO streamcat_events");

  private final Map<String, String> environment;

  /** Keeps the environment. */
  public MigrationHandler() {
    this(System.getenv());
  }

  MigrationHandler(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Map<String, String> secret = secret(input);
    Database database =
        Database.of(environment, required(secret, "username"), required(secret, "password"));
    KeptConnection connection = new KeptConnection(database::connect);
    connection.renewIfBroken();
    int scripts = StreamCatSchema.of(connection, TableNames.standard()).migrate();
    try (Connection granting = connection.acquire();
        Statement statement = granting.createStatement()) {
      for (String grant : GRANTS) {
        statement.execute(grant);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot create the database user of the functions: " + e.getMessage(), e);
    }
    log.info("Database is up to date: scripts run={}", scripts);
  }

  /** Reads the members with texts. Messages of the parser are dropped, because they quote input. */
  private static Map<String, String> secret(InputStream input) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(input)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_STRING) {
            members.put(name, parser.getText());
          }
          parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the secret is not a JSON object");
    }
    return members;
  }

  private static String required(Map<String, String> secret, String member) {
    String value = secret.get(member);
    if (value == null) {
      throw new IllegalArgumentException("the secret has no member " + member);
    }
    return value;
  }
}
