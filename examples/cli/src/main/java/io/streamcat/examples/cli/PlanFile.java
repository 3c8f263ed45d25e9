package io.streamcat.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A saved plan of {@code reconcile}.
 *
 * @param environment the environment of the plan in words, which must be the same when it is
 *     applied
 * @param drift whether settings were compared
 * @param plan the plan
 */
record PlanFile(String environment, boolean drift, ReconciliationPlan plan) {

  private static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the plan; an existing file is replaced. */
  void write(Path file) {
    try (JsonGenerator json = JSON.createGenerator(Files.newBufferedWriter(file))) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("environment", environment);
      json.writeStringField("namespace", plan.namespace());
      json.writeStringField("at", plan.at().toString());
      json.writeNumberField("users", plan.users());
      json.writeNumberField("resources", plan.resources());
      json.writeBooleanField("drift", drift);
      json.writeArrayFieldStart("findings");
      for (Finding finding : plan.findings()) {
        json.writeStartObject();
        json.writeStringField("type", finding.type().name());
        json.writeStringField("kind", finding.kind().name());
        json.writeStringField("arn", finding.arn());
        json.writeStringField("userId", finding.userId() == null ? null : finding.userId().value());
        json.writeStringField(
            "createdAt", finding.createdAt() == null ? null : finding.createdAt().toString());
        json.writeStringField("detail", finding.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UsageException("--out " + file + ": cannot be written (" + e + ").", e);
    }
  }

  /** Reads a saved plan. */
  static PlanFile read(Path file) {
    try (JsonParser json = JSON.createParser(Files.newBufferedReader(file))) {
      json.nextToken();
      Map<String, String> fields = new HashMap<>();
      List<Finding> findings = new ArrayList<>();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (name.equals("findings")) {
          json.nextToken();
          while (json.nextToken() == JsonToken.START_OBJECT) {
            findings.add(finding(texts(json)));
          }
        } else {
          json.nextToken();
          fields.put(name, json.getText());
        }
      }
      if (!String.valueOf(VERSION).equals(fields.get("v"))) {
        throw new UsageException(
            "--apply " + file + ": is not a plan of this version of the program.", null);
      }
      return new PlanFile(
          required("environment", fields),
          Boolean.parseBoolean(required("drift", fields)),
          new ReconciliationPlan(
              Instant.parse(required("at", fields)),
              required("namespace", fields),
              Long.parseLong(required("users", fields)),
              Long.parseLong(required("resources", fields)),
              findings));
    } catch (IOException | IllegalArgumentException | InvalidInputException | DateTimeException e) {
      throw new UsageException("--apply " + file + ": is not a saved plan (" + e + ").", e);
    }
  }

  private static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        fields.put(name, json.getText());
      }
    }
    return fields;
  }

  private static Finding finding(Map<String, String> fields) {
    String userId = fields.get("userId");
    String createdAt = fields.get("createdAt");
    return new Finding(
        Finding.Type.valueOf(required("type", fields)),
        ResourceKind.valueOf(required("kind", fields)),
        required("arn", fields),
        userId == null ? null : UserId.of(userId),
        createdAt == null ? null : Instant.parse(createdAt),
        required("detail", fields));
  }

  private static String required(String name, Map<String, String> fields) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /**
   * Returns the current findings of the saved plan, with the time of the saved one, from which the
   * age of resources without a visible age counts.
   *
   * @param current a plan that was made now
   * @throws UsageException if a finding of the saved plan is no longer true
   */
  ReconciliationPlan current(ReconciliationPlan current, Path file) {
    Set<String> now = current.findings().stream().map(PlanFile::key).collect(Collectors.toSet());
    long gone = plan.findings().stream().filter(finding -> !now.contains(key(finding))).count();
    if (gone > 0) {
      throw new UsageException(
          "--apply "
              + file
              + ": the plan is stale: "
              + gone
              + " of "
              + plan.findings().size()
              + " findings are no longer true. Nothing was changed. Make another one with --out.",
          null);
    }
    return new ReconciliationPlan(
        plan.at(), current.namespace(), current.users(), current.resources(), plan.findings());
  }

  private static String key(Finding finding) {
    return finding.type() + " " + finding.arn() + " " + finding.userId();
  }
}
