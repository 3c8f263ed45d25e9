package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Tests of the policies of docs/reference/iam.md against AWS's Service Authorization Reference. */
@Guarantee("AWS-14")
class IamReferenceTest {

  private static final String NAMESPACE_TAG = "aws:ResourceTag/streamcat:namespace";
  private static final String NAMESPACE_REQUEST = "aws:RequestTag/streamcat:namespace";
  private static final String CHANNEL = "arn:aws:ivs:eu-west-1:111122223333:channel/a";
  private static final String STREAM_KEY = "arn:aws:ivs:eu-west-1:111122223333:stream-key/a";
  private static final String STAGE = "arn:aws:ivs:eu-west-1:111122223333:stage/a";
  private static final String ROOM = "arn:aws:ivschat:eu-west-1:111122223333:room/a";

  /** The statements whose actions the statements for namespaces replace. */
  private static final Set<String> REPLACED =
      Set.of("Provision", "Reconcile", "Adopt", "LiveState", "Channels");

  private final Map<String, Type> types = new TreeMap<>();
  private final Map<String, Action> actions = new TreeMap<>();
  private final List<Statement> features = statements("```json\\R");
  private final List<Statement> namespaces = statements("```json namespace\\R");

  /** A resource type. */
  private record Type(String arn, Set<String> conditionKeys) {}

  /** An action with its required and all its resource types. */
  private record Action(Set<String> required, Set<String> types, Set<String> conditionKeys) {}

  /** A statement; the conditions are operator, key and value. */
  private record Statement(
      String sid, Set<String> actions, Set<String> resources, List<Condition> conditions) {

    boolean allows(String action, String resource, Map<String, String> keys) {
      return actions.contains(action)
          && resources.stream().anyMatch(pattern -> matches(pattern, resource))
          && conditions.stream().allMatch(condition -> condition.holds(keys));
    }
  }

  /** A condition of a statement. */
  private record Condition(String operator, String key, String value) {

    boolean holds(Map<String, String> keys) {
      String actual = keys.get(key);
      return switch (operator) {
        case "StringEquals" -> value.equals(actual);
        case "StringEqualsIfExists" -> actual == null || value.equals(actual);
        default -> throw new AssertionError(operator);
      };
    }
  }

  IamReferenceTest() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("service-authorization-reference.csv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(";", -1))
          .forEach(this::read);
    }
  }

  private void read(String[] row) {
    Set<String> keys = words(row[3]);
    if (row[0].equals("type")) {
      types.put(row[1], new Type(row[2], keys));
      return;
    }
    String service = row[1].substring(0, row[1].indexOf(':') + 1);
    Set<String> required = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    for (String type : words(row[2])) {
      String name = service + type.replace("*", "");
      all.add(name);
      if (type.endsWith("*")) {
        required.add(name);
      }
    }
    actions.put(row[1], new Action(required, all, keys));
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(text.split(" ")));
  }

  private static List<Statement> statements(String fence) {
    try {
      String document = Files.readString(Path.of("..", "docs", "reference", "iam.md"));
      List<Statement> statements = new ArrayList<>();
      for (String json :
          Pattern.compile(fence + "(.*?)```", Pattern.DOTALL)
              .matcher(document)
              .results()
              .map(block -> block.group(1))
              .toList()) {
        statements.add(statement(new ObjectMapper().readTree(json)));
      }
      return statements;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Statement statement(JsonNode json) {
    List<Condition> conditions = new ArrayList<>();
    json.path("Condition")
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            conditions.add(
                                new Condition(
                                    operator.getKey(), key.getKey(), key.getValue().asText()))));
    return new Statement(
        json.get("Sid").asText(),
        texts(json.get("Action")),
        texts(json.get("Resource")),
        conditions);
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    StreamSupport.stream(list.spliterator(), false).forEach(text -> texts.add(text.asText()));
    assertThat(texts).isNotEmpty();
    return texts;
  }

  /** Returns whether a pattern with stars matches a text, which may be a pattern of its own. */
  private static boolean matches(String pattern, String text) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
  }

  private Stream<Statement> all() {
    return Stream.of(features, namespaces).flatMap(List::stream);
  }

  @Test
  void resources_eachStatement_fitEachAction() {
    assertThat(features).hasSizeGreaterThan(8);
    assertThat(namespaces).hasSize(3);
    for (Statement statement : features) {
      for (String name : statement.actions()) {
        Action action = actions.get(name);
        assertThat(action).as("%s is an action of AWS", name).isNotNull();
        if (action.types().isEmpty()) {
          assertThat(statement.resources()).as("%s has no resource type", name).contains("*");
        }
        assertThat(action.required())
            .as("%s: resources of %s", statement.sid(), name)
            .allMatch(type -> names(statement, type));
      }
    }
  }

  private boolean names(Statement statement, String type) {
    String arn = types.get(type).arn();
    return statement.resources().stream()
        .anyMatch(pattern -> matches(arn, pattern) || pattern.equals("*"));
  }

  @Test
  void resources_eachStatement_areUsedByAnAction() {
    all()
        .forEach(
            statement -> {
              Set<String> used = new HashSet<>();
              statement.actions().forEach(action -> used.addAll(actions.get(action).types()));
              assertThat(statement.resources())
                  .as(statement.sid())
                  .allMatch(
                      resource ->
                          resource.equals("*")
                              || used.stream()
                                  .anyMatch(type -> matches(types.get(type).arn(), resource)));
              if (statement.resources().contains("*")) {
                assertThat(statement.actions())
                    .as("%s: actions without resource types", statement.sid())
                    .allMatch(action -> actions.get(action).types().isEmpty());
              }
            });
  }

  @Test
  void conditions_eachStatement_useKeysOfItsActionsAndTypes() {
    for (Statement statement : namespaces) {
      for (Condition condition : statement.conditions()) {
        String key = condition.key().substring(0, condition.key().indexOf('/'));
        for (String name : statement.actions()) {
          Action action = actions.get(name);
          assertThat(key.equals("aws:ResourceTag") ? action.types() : Set.of(name))
              .as("%s: %s of %s", statement.sid(), key, name)
              .isNotEmpty()
              .allMatch(
                  known ->
                      key.equals("aws:ResourceTag")
                          ? types.get(known).conditionKeys().contains(key)
                          : action.conditionKeys().contains(key));
        }
      }
    }
  }

  /** The policy of an environment that is kept apart, as the document describes it. */
  private List<Statement> separated() {
    Set<String> moved = new HashSet<>();
    namespaces.forEach(statement -> moved.addAll(statement.actions()));
    List<Statement> policy = new ArrayList<>(namespaces);
    for (Statement statement : features) {
      Set<String> kept = new TreeSet<>(statement.actions());
      if (REPLACED.contains(statement.sid())) {
        kept.removeAll(moved);
      }
      policy.add(
          new Statement(statement.sid(), kept, statement.resources(), statement.conditions()));
    }
    return policy;
  }

  private boolean allows(String action, Map<String, String> keys, String... resources) {
    List<Statement> policy = separated();
    return Arrays.stream(resources)
        .allMatch(
            resource ->
                policy.stream()
                    .anyMatch(
                        statement -> statement.allows(action, resource, keys(keys, resource))));
  }

  private boolean allowsOnKey(String action, Map<String, String> keys) {
    return separated().stream().anyMatch(statement -> statement.allows(action, STREAM_KEY, keys));
  }

  /** Returns the keys for one resource: of stream keys, which are untagged, only the request's. */
  private static Map<String, String> keys(Map<String, String> keys, String resource) {
    Map<String, String> own = new TreeMap<>(keys);
    if (resource.equals(STREAM_KEY)) {
      own.remove(NAMESPACE_TAG);
    }
    return own;
  }

  @Test
  void separated_ownResources_areCreatedChangedAndRemoved() {
    Map<String, String> created = Map.of(NAMESPACE_REQUEST, "production");
    Map<String, String> own = Map.of(NAMESPACE_TAG, "production");

    assertThat(allows("ivs:CreateChannel", created, CHANNEL, STREAM_KEY)).isTrue();
    assertThat(allows("ivs:TagResource", created, CHANNEL)).isTrue();
    assertThat(allows("ivs:CreateStage", created, STAGE)).isTrue();
    assertThat(allows("ivschat:CreateRoom", created, ROOM)).isTrue();
    assertThat(allows("ivschat:TagResource", created, ROOM)).isTrue();
    assertThat(allows("ivs:UpdateChannel", own, CHANNEL)).isTrue();
    assertThat(allows("ivs:StopStream", own, CHANNEL)).isTrue();
    assertThat(allows("ivs:DeleteStreamKey", own, STREAM_KEY)).isTrue();
    assertThat(allows("ivs:CreateStreamKey", created, STREAM_KEY)).isTrue();
    assertThat(allows("ivs:TagResource", created, STREAM_KEY)).isTrue();
    assertThat(allows("ivs:DeleteChannel", own, CHANNEL, STREAM_KEY)).isTrue();
    assertThat(allows("ivs:DeleteStage", own, STAGE)).isTrue();
    assertThat(allows("ivschat:DeleteRoom", own, ROOM)).isTrue();
  }

  @Test
  void separated_resourcesOfOthers_areLeftAlone() {
    for (Map<String, String> foreign :
        List.of(Map.of(NAMESPACE_TAG, "staging"), Map.<String, String>of())) {
      assertThat(allows("ivs:UpdateChannel", foreign, CHANNEL)).isFalse();
      assertThat(allows("ivs:DeleteChannel", foreign, CHANNEL, STREAM_KEY)).isFalse();
      assertThat(allows("ivs:DeleteStage", foreign, STAGE)).isFalse();
      assertThat(allows("ivschat:DeleteRoom", foreign, ROOM)).isFalse();
      assertThat(allows("ivs:TagResource", foreign, CHANNEL)).isFalse();
    }
    assertThat(allows("ivs:CreateChannel", Map.of(NAMESPACE_REQUEST, "staging"), CHANNEL))
        .isFalse();
    assertThat(allows("ivs:CreateStreamKey", Map.of(NAMESPACE_REQUEST, "staging"), STREAM_KEY))
        .isFalse();
    assertThat(allows("ivs:CreateStreamKey", Map.of(), STREAM_KEY)).isFalse();
    assertThat(allowsOnKey("ivs:DeleteStreamKey", Map.of(NAMESPACE_TAG, "staging"))).isFalse();
    assertThat(allowsOnKey("ivs:DeleteStreamKey", Map.of(NAMESPACE_TAG, "production"))).isTrue();
    assertThat(allowsOnKey("ivs:DeleteStreamKey", Map.of())).as("first key").isTrue();
    assertThat(
            allows(
                "ivs:TagResource",
                Map.of(NAMESPACE_REQUEST, "production", NAMESPACE_TAG, "staging"),
                CHANNEL))
        .isFalse();
  }
}
