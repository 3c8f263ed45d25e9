package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tests that the three policies of the application allow what docs/reference/iam.md lists, in its
 * namespace, and reading the database's password.
 */
@Guarantee("EXAMPLE-10")
class ApplicationPolicyTest {

  /** The size limit of a managed policy in characters, without white space. */
  private static final int LIMIT = 6144;

  private static final String POLICY =
      "\\{\\s+\"Sid\": \"(\\w+)\",\\s+\"Effect\": \"Allow\",\\s+\"Action\": \\[(.*?)]";
  private static final Pattern TEXT = Pattern.compile("\"(.*?)\"");

  private final List<Resource> policies =
      Templates.synthesised().resources("AWS::IAM::ManagedPolicy");

  /** The actions that a document's statement allows. */
  private static Map<String, Set<String>> documented(String fence) throws IOException {
    Map<String, Set<String>> documented = new TreeMap<>();
    Pattern.compile(fence + POLICY, Pattern.DOTALL)
        .matcher(Files.readString(Path.of("..", "..", "docs", "reference", "iam.md")))
        .results()
        .forEach(
            policy ->
                documented.put(
                    policy.group(1),
                    TEXT.matcher(policy.group(2))
                        .results()
                        .map(text -> text.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
    return documented;
  }

  private Resource policy(String id) {
    return policies.stream()
        .filter(policy -> policy.id().startsWith("ApplicationPolicies" + id))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> actions(Resource policy) {
    return policy.statements().stream()
        .flatMap(statement -> statement.actions().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void policies_three_allowWhatTheDocumentLists() throws IOException {
    Map<String, Set<String>> documented = documented("```json\\R");
    // The function receives from the queue.
    assertThat(documented.remove("Events")).isNotNull();
    Map<String, Set<String>> expected =
        Map.of(
            "Serving",
            Set.of("LiveState", "Chat", "Stages", "Playback", "SigningKeys", "ListPublicKeys"),
            "Provisioning",
            Set.of("Provision", "Adopt", "Channels"),
            "Operating",
            Set.of("Reconcile", "RestrictionPolicies", "ListPlaybackRestrictionPolicies"));

    assertThat(expected.values().stream().flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(documented.keySet());
    expected.forEach(
        (id, sids) -> {
          Set<String> allowed = new TreeSet<>(Set.of("secretsmanager:GetSecretValue"));
          sids.forEach(sid -> allowed.addAll(documented.get(sid)));
          assertThat(actions(policy(id))).as(id).isEqualTo(allowed);
        });
  }

  @Test
  void policies_actionsOnUsersResources_areLimitedToTheNamespace() throws IOException {
    Set<String> limited = new TreeSet<>();
    documented("```json namespace\\R").values().forEach(limited::addAll);
    assertThat(limited).contains("ivs:DeleteChannel", "ivs:CreateStreamKey", "ivschat:DeleteRoom");

    for (Resource policy : policies) {
      assertThat(policy.statements())
          .filteredOn(s -> s.actions().stream().anyMatch(limited::contains))
          .filteredOn(s -> s.resources().toString().matches(".*:(channel|stage|room)/.*"))
          .allSatisfy(
              s ->
                  assertThat(s.conditions().toString())
                      .contains("/streamcat:namespace\":\"production\""));
    }
  }

  @Test
  void policies_each_fitAwsLimit() throws IOException {
    for (Resource policy : policies) {
      List<JsonNode> statements = new ArrayList<>();
      policy.statements().forEach(statement -> statements.add(statement.json()));

      // References such as ${AWS::AccountId} are longer than their values.
      assertThat(Templates.JSON.writeValueAsString(statements)).hasSizeLessThan(LIMIT - 50);
    }
  }

  /** A policy that something else has attached could not be deleted with the stack. */
  @Test
  void policies_rolesOfTheSettings_areAttachedByTheStack() {
    assertThat(Resource.texts(policy("Serving").at("/Roles"))).containsExactly("site");
    assertThat(policy("Operating").at("/Roles").isMissingNode()).isTrue();
  }
}
