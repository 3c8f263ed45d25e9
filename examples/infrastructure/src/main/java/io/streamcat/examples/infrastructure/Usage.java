package io.streamcat.examples.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/** The function that reports the numbers of channels, chat rooms and stages every hour. */
final class Usage extends Construct {

  private final Function function;

  Usage(Construct scope, String id, Settings settings, StorageStack storage, Migration migration) {
    super(scope, id);
    function =
        JavaFunctions.inNetwork(
                this,
                settings.name("usage"),
                settings.code().events(),
                "io.streamcat.examples.lambda.events.UsageHandler",
                storage)
            .description("Counts the channels, chat rooms and stages of StreamCat")
            .memorySize(512)
            .timeout(Duration.seconds(EventsFunction.TIMEOUT_SECONDS))
            .environment(
                Map.of(
                    "STREAMCAT_JDBC_URL",
                    JavaFunctions.jdbcUrl(storage.database()),
                    "STREAMCAT_DB_USER",
                    EventsFunction.DATABASE_USER,
                    "STREAMCAT_DB_AUTHENTICATION",
                    "iam"))
            .build();
    storage.database().grantConnect(function, EventsFunction.DATABASE_USER);
    Rule rule =
        Rule.Builder.create(this, "Rule")
            .description("Counts the resources of StreamCat every hour")
            .schedule(Schedule.rate(Duration.hours(1)))
            .targets(List.of(new LambdaFunction(function)))
            .build();
    migration.before(rule);
  }

  Function function() {
    return function;
  }
}
