package io.streamcat.examples.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.triggers.Trigger;
import software.constructs.Construct;

/**
 * The creation and update of the tables, which every deployment with new code runs, and without
 * which it fails.
 *
 * <p>Nothing outside of the isolated network reaches the database, and nothing inside reads its
 * secret. So one function outside reads the secret and invokes another one inside with it.
 */
final class Migration extends Construct {

  private static final String SCRIPT = "start-migration.js";

  private final Trigger trigger;

  Migration(Construct scope, String id, Settings settings, StorageStack storage) {
    super(scope, id);
    Construct inside = new Construct(this, "Inside");
    Function migration =
        JavaFunctions.inNetwork(
                inside,
                settings.name("migration"),
                settings.code().events(),
                "io.streamcat.examples.lambda.events.MigrationHandler",
                storage)
            .description("Creates and updates the tables of StreamCat")
            .memorySize(512)
            .timeout(Duration.minutes(11))
            .environment(Map.of("STREAMCAT_JDBC_URL", JavaFunctions.jdbcUrl(storage.database())))
            .build();
    // A version: its ARN changes with the code, which changes the starter, which runs it again.
    String version = migration.getCurrentVersion().getFunctionArn();
    trigger =
        Trigger.Builder.create(this, "Trigger")
            .handler(starter(settings, storage.database().secret().getSecretArn(), version))
            .timeout(Duration.minutes(13))
            .build();
  }

  private Function starter(Settings settings, String secret, String migration) {
    Construct outside = new Construct(this, "Outside");
    LogGroup log = JavaFunctions.log(outside);
    Role role = JavaFunctions.role(outside);
    log.grantWrite(role);
    role.addToPolicy(allow("secretsmanager:GetSecretValue", secret));
    role.addToPolicy(allow("lambda:InvokeFunction", migration));
    return Function.Builder.create(outside, "Function")
        .functionName(settings.name("start-migration"))
        .description("Starts the migration with the secret of the database")
        // Has the AWS SDK, so no package is needed.
        .runtime(Runtime.NODEJS_24_X)
        .architecture(Architecture.ARM_64)
        .tracing(Tracing.ACTIVE)
        .code(Code.fromInline(script()))
        .handler("index.handler")
        .timeout(Duration.minutes(12))
        .role(role)
        .logGroup(log)
        .environment(Map.of("SECRET", secret, "MIGRATION", migration))
        .build();
  }

  private static PolicyStatement allow(String action, String resource) {
    return PolicyStatement.Builder.create()
        .actions(List.of(action))
        .resources(List.of(resource))
        .build();
  }

  private static String script() {
    try (InputStream in = Migration.class.getResourceAsStream(SCRIPT)) {
      return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates or changes resources only after the migration. */
  void before(Construct... resources) {
    trigger.executeBefore(resources);
  }
}
