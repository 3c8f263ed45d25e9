package io.streamcat.examples.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The policies of docs/reference/iam.md, which the build copies next to this class. */
final class DocumentedPolicies {

  /** The statements whose actions those for namespaces replace. */
  private static final Set<String> REPLACED =
      Set.of("Provision", "Reconcile", "Adopt", "Channels", "LiveState");

  private static final String DOCUMENT = "iam.md";
  private static final String EXAMPLE = "\"production\"";
  private static final Pattern FEATURE = Pattern.compile("```json\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern NAMESPACE =
      Pattern.compile("```json namespace\\R(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private DocumentedPolicies() {}

  /**
   * Returns statements for the account and region of the stack, limited to a namespace: where the
   * document has a statement with a condition for an action, it replaces the one without.
   */
  static List<PolicyStatement> statements(Set<String> sids, String namespace) {
    List<ObjectNode> separated =
        blocks(NAMESPACE)
            .map(json -> json.replace(EXAMPLE, "\"" + namespace + "\""))
            .map(DocumentedPolicies::read)
            .toList();
    Set<String> moved = new TreeSet<>();
    separated.forEach(statement -> moved.addAll(actions(statement)));
    Set<String> replaced = new TreeSet<>();
    List<ObjectNode> statements = new ArrayList<>();
    for (ObjectNode statement :
        blocks(FEATURE)
            .map(DocumentedPolicies::read)
            .filter(one -> sids.contains(one.path("Sid").asText()))
            .toList()) {
      Set<String> kept = actions(statement);
      if (REPLACED.contains(statement.path("Sid").asText())) {
        replaced.addAll(kept);
        kept.removeAll(moved);
      }
      add(statements, statement, kept);
    }
    for (ObjectNode statement : separated) {
      Set<String> own = actions(statement);
      own.retainAll(replaced);
      add(statements, statement, own);
    }
    return statements.stream().map(DocumentedPolicies::statement).toList();
  }

  private static void add(List<ObjectNode> statements, ObjectNode statement, Set<String> actions) {
    if (!actions.isEmpty()) {
      ArrayNode list = statement.putArray("Action");
      actions.forEach(list::add);
      statements.add(statement);
    }
  }

  private static Set<String> actions(JsonNode statement) {
    Set<String> actions = new TreeSet<>();
    statement.path("Action").forEach(action -> actions.add(action.asText()));
    return actions;
  }

  private static Stream<String> blocks(Pattern fence) {
    return fence
        .matcher(document())
        .results()
        .map(block -> block.group(1))
        .map(
            text ->
                text.replace("arn:aws:", "arn:" + Aws.PARTITION + ":")
                    .replace(":*:111122223333:", ":" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":"));
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A policy of docs/reference/iam.md is not valid JSON: " + json, e);
    }
  }

  private static PolicyStatement statement(ObjectNode json) {
    return PolicyStatement.fromJson(
        JSON.convertValue(json, new TypeReference<Map<String, Object>>() {}));
  }

  private static String document() {
    try (InputStream in = DocumentedPolicies.class.getResourceAsStream(DOCUMENT)) {
      return new String(Objects.requireNonNull(in, DOCUMENT).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
