package io.streamcat.examples.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A resource of a template. */
record Resource(String id, JsonNode json) {

  String type() {
    return json.get("Type").asText();
  }

  /** Returns a member of the properties, by a JSON pointer such as {@code /Code/S3Key}. */
  JsonNode at(String pointer) {
    return json.path("Properties").at(pointer);
  }

  /** Returns the statements of all its policies. */
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    json.findValues("Statement")
        .forEach(list -> list.forEach(statement -> statements.add(new Statement(this, statement))));
    return statements;
  }

  /**
   * Returns whether the resource belongs to a function of the CDK itself: one runs the trigger of
   * the migration, one empties the default security group.
   */
  boolean isOfCdk() {
    return id.startsWith("AWSCDKTrigger") || id.startsWith("CustomVpcRestrictDefaultSG");
  }

  boolean is(String resourceType) {
    return type().equals(resourceType);
  }

  /**
   * Returns a text with CloudFormation's substitutions: {@code ${Id}} or {@code ${Id.Attribute}}.
   */
  static String text(JsonNode value) {
    if (value.has("Fn::Join")) {
      String separator = value.at("/Fn::Join/0").asText();
      List<String> parts = new ArrayList<>();
      value.at("/Fn::Join/1").forEach(part -> parts.add(text(part)));
      return String.join(separator, parts);
    }
    if (value.has("Ref")) {
      return "${" + value.get("Ref").asText() + "}";
    }
    if (value.has("Fn::GetAtt")) {
      List<String> parts = new ArrayList<>();
      value.get("Fn::GetAtt").forEach(part -> parts.add(part.asText()));
      return "${" + String.join(".", parts) + "}";
    }
    if (value.has("Fn::ImportValue")) {
      return "${" + value.get("Fn::ImportValue").asText() + "}";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Returns a single text or a list of texts as a list. */
  static List<String> texts(JsonNode value) {
    if (!value.isArray()) {
      return value.isMissingNode() ? List.of() : List.of(text(value));
    }
    List<String> texts = new ArrayList<>();
    value.forEach(one -> texts.add(text(one)));
    return texts;
  }

  /** A statement of a policy. */
  record Statement(Resource holder, JsonNode json) {

    boolean allows() {
      return json.get("Effect").asText().equals("Allow");
    }

    List<String> actions() {
      return texts(json.path("Action"));
    }

    List<String> resources() {
      return texts(json.path("Resource"));
    }

    /** Returns the principals; empty in the policy of a role, which applies to the role. */
    List<String> principals() {
      JsonNode principal = json.path("Principal");
      return principal.isObject()
          ? principal.properties().stream()
              .flatMap(kind -> texts(kind.getValue()).stream())
              .collect(Collectors.toList())
          : texts(principal);
    }

    JsonNode conditions() {
      return json.path("Condition");
    }

    /** Returns whether the statement denies requests without TLS. */
    boolean deniesPlainText() {
      return !allows()
          && principals().equals(List.of("*"))
          && conditions().at("/Bool/aws:SecureTransport").asText().equals("false");
    }
  }
}
