package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tests that the application may do what docs/reference/iam.md lists, and read the database's
 * password.
 */
@Guarantee("EXAMPLE-10")
class ApplicationPolicyTest {

  /** The size limit of a managed policy in characters, without white space. */
  private static final int LIMIT = 6144;

  private static final Pattern POLICY =
      Pattern.compile(
          "```json\\R\\{\\s+\"Sid\": \"(\\w+)\",\\s+\"Effect\": \"Allow\",\\s+"
              + "\"Action\": \\[(.*?)],\\s+\"Resource\": \\[(.*?)]",
          Pattern.DOTALL);
  private static final Pattern TEXT = Pattern.compile("\"(.*?)\"");

  private final Resource policy =
      Templates.synthesised().resource("AWS::IAM::ManagedPolicy", "ApplicationPolicy");

  /** The allowed actions and resources. */
  private record Allowed(List<String> actions, List<String> resources) {}

  private static Map<String, Allowed> documented() throws IOException {
    Map<String, Allowed> documented = new TreeMap<>();
    POLICY
        .matcher(Files.readString(Path.of("..", "..", "docs", "reference", "iam.md")))
        .results()
        .forEach(
            policy ->
                documented.put(
                    policy.group(1), new Allowed(texts(policy.group(2)), texts(policy.group(3)))));
    return documented;
  }

  private static List<String> texts(String list) {
    return TEXT.matcher(list).results().map((MatchResult text) -> text.group(1)).sorted().toList();
  }

  private static String asDocumented(String arn) {
    return arn.replace("${AWS::Partition}", "aws")
        .replace("${AWS::Region}", "*")
        .replace("${AWS::AccountId}", "111122223333");
  }

  @Test
  void policy_application_matchesDocumentation() throws IOException {
    Map<String, Allowed> granted = new TreeMap<>();
    for (Resource.Statement statement : policy.statements()) {
      assertThat(statement.allows()).isTrue();
      assertThat(statement.conditions().isMissingNode()).isTrue();
      granted.put(
          statement.json().get("Sid").asText(),
          new Allowed(
              statement.actions().stream().sorted().toList(),
              statement.resources().stream()
                  .map(ApplicationPolicyTest::asDocumented)
                  .sorted()
                  .toList()));
    }

    Allowed database = granted.remove("DatabaseSecret");
    Map<String, Allowed> documented = documented();

    // The function receives from the queue.
    assertThat(documented.remove("Events")).isNotNull();
    assertThat(granted).isNotEmpty().isEqualTo(documented);
    assertThat(database.actions()).containsExactly("secretsmanager:GetSecretValue");
    assertThat(database.resources()).singleElement().asString().contains("DatabaseSecret");
  }

  @Test
  void policy_application_fitsAwsLimit() throws IOException {
    List<Map<String, Object>> statements = new ArrayList<>();
    for (Resource.Statement statement : policy.statements()) {
      statements.add(
          Map.of(
              "Sid", statement.json().get("Sid").asText(),
              "Effect", "Allow",
              "Action", statement.actions(),
              "Resource", statement.resources()));
    }

    // ${AWS::AccountId} and similar references are at least as long as their values.
    assertThat(Templates.JSON.writeValueAsString(statements)).hasSizeLessThan(LIMIT - 50);
  }
}
