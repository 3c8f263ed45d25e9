package io.streamcat.examples.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the script that starts the migration, with modules in place of the AWS SDK. */
@Guarantee("EXAMPLE-14")
class MigrationTest {

  private static final String MODULE =
      """
      class Command { constructor(input) { this.input = input; } }
      class Client { async send(command) { return %s; } }
      module.exports = { %sCommand: Command, %sClient: Client };
      """;
  private static final String RUN =
      "require('./index').handler().then(() => console.log('done'), e => console.log(e.message))";

  @TempDir private Path directory;

  private String run(String answer) throws Exception {
    Templates.synthesised();
    Resource starter =
        Templates.synthesised().resource("AWS::Lambda::Function", "MigrationOutside");
    Files.writeString(directory.resolve("index.js"), starter.at("/Code/ZipFile").asText());
    module(
        "secrets-manager",
        "GetSecretValue",
        "SecretsManager",
        "{ SecretString: command.input.SecretId + '-content' }");
    module("lambda", "Invoke", "Lambda", answer);
    ProcessBuilder node =
        new ProcessBuilder("node", "-e", RUN)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    node.environment().put("SECRET", "secret");
    node.environment().put("MIGRATION", "migration:7");
    Process process = node.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }

  private void module(String name, String command, String client, String answer)
      throws IOException {
    Path module =
        Files.createDirectories(directory.resolve("node_modules/@aws-sdk/client-" + name));
    Files.writeString(module.resolve("index.js"), MODULE.formatted(answer, command, client));
  }

  @Test
  void start_migrationSucceeds_invokesItWithTheSecret() throws Exception {
    assertThat(run("console.log(JSON.stringify(command.input)) || {}"))
        .isEqualTo(
            """
            {"FunctionName":"migration:7","Payload":"secret-content"}
            done""");
  }

  @Test
  void start_migrationFails_failsTheDeploymentWithoutTheSecret() throws Exception {
    assertThat(run("{ FunctionError: 'Unhandled', Payload: Buffer.from('no connection') }"))
        .isEqualTo("the migration failed: no connection");
  }

  /** The version of the migration is in the starter, so that new code runs it again. */
  @Test
  void trigger_newCode_runsAgain() {
    Templates templates = Templates.synthesised();
    Resource starter = templates.resource("AWS::Lambda::Function", "MigrationOutside");

    assertThat(starter.at("/Environment/Variables/MIGRATION/Ref").asText())
        .startsWith("MigrationInsideFunctionCurrentVersion");
    assertThat(templates.resource("Custom::Trigger", "Migration").at("/HandlerArn/Ref").asText())
        .startsWith("MigrationOutsideFunctionCurrentVersion");
  }
}
