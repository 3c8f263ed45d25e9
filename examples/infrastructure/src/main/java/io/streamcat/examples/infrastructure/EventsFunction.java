package io.streamcat.examples.infrastructure;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IEventSource;
import software.constructs.Construct;

/** The function that stores events, with access to the database's network only. */
final class EventsFunction extends Construct {

  static final int TIMEOUT_SECONDS = 30;

  /** The database user of the functions, which the migration creates. */
  static final String DATABASE_USER = "streamcat_events";

  private final Function function;

  EventsFunction(Construct scope, String id, Settings settings, StorageStack storage) {
    super(scope, id);
    function =
        JavaFunctions.inNetwork(
                this,
                settings.name("events"),
                settings.code().events(),
                "io.streamcat.examples.lambda.events.EventsHandler",
                storage)
            .description("Stores events of IVS in StreamCat's database")
            .memorySize(512)
            .timeout(Duration.seconds(TIMEOUT_SECONDS))
            .environment(
                Map.of(
                    "STREAMCAT_JDBC_URL",
                    JavaFunctions.jdbcUrl(storage.database()),
                    "STREAMCAT_DB_USER",
                    DATABASE_USER,
                    "STREAMCAT_DB_AUTHENTICATION",
                    "iam",
                    // Other environments of the account have channels of their own.
                    "STREAMCAT_EVENTS",
                    "recorded"))
            .build();
    storage.database().grantConnect(function, DATABASE_USER);
  }

  void takeFrom(IEventSource source) {
    function.addEventSource(source);
  }

  Function function() {
    return function;
  }
}
