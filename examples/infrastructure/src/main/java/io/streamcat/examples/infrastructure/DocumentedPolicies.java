package io.streamcat.examples.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The policies of docs/reference/iam.md, which the build copies next to this class. */
final class DocumentedPolicies {

  private static final String DOCUMENT = "iam.md";
  private static final Pattern BLOCK = Pattern.compile("```json\\R(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private DocumentedPolicies() {}

  /** Returns the statements for the account and region of the stack. */
  static List<PolicyStatement> statements() {
    return BLOCK
        .matcher(document())
        .results()
        .map(block -> block.group(1))
        .map(
            text ->
                text.replace("arn:aws:", "arn:" + Aws.PARTITION + ":")
                    .replace(":*:111122223333:", ":" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":"))
        .map(DocumentedPolicies::statement)
        .toList();
  }

  private static PolicyStatement statement(String json) {
    try {
      return PolicyStatement.fromJson(
          JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A policy of docs/reference/iam.md is not valid JSON: " + json, e);
    }
  }

  private static String document() {
    try (InputStream in = DocumentedPolicies.class.getResourceAsStream(DOCUMENT)) {
      return new String(Objects.requireNonNull(in, DOCUMENT).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
