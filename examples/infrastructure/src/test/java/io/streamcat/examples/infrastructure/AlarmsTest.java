package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests of the alarms. */
class AlarmsTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ((?:above|below) [^|]*) \\|");

  private final Templates templates = Templates.synthesised();

  @Test
  void alarms_all_areExplainedInTheReference() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("..", "..", "docs", "reference", "alarms.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2)));

    assertThat(documented.keySet())
        .containsExactlyInAnyOrderElementsOf(
            alarms().stream()
                .map(alarm -> alarm.at("/AlarmName").asText())
                .map(name -> name.substring("streamcat-production-".length()))
                .toList());
    assertThat(alarms())
        .allSatisfy(
            alarm ->
                assertThat(
                        documented.get(
                            alarm
                                .at("/AlarmName")
                                .asText()
                                .substring("streamcat-production-".length())))
                    .matches(shown(alarm)));
  }

  /** Returns an expression for the documented threshold and number of periods. */
  private static String shown(Resource alarm) {
    int periods = alarm.at("/EvaluationPeriods").asInt();
    return String.format(
        Locale.ROOT,
        "%s %,d\\b%s",
        alarm.at("/ComparisonOperator").asText().startsWith("Greater") ? "above" : "below",
        alarm.at("/Threshold").asLong(),
        periods == 1 ? "(?!.*periods).*" : ".* in " + periods + " periods");
  }

  @Test
  void alarms_periods_areFiveMinutesOrAnHourForCounts() {
    assertThat(alarms())
        .filteredOn(alarm -> alarm.json().toString().contains("\"Period\":3600"))
        .extracting(alarm -> alarm.at("/MetricName").asText())
        .containsExactlyInAnyOrder("Channels", "ChatRooms", "Stages");
    assertThat(alarms())
        .filteredOn(alarm -> alarm.json().toString().contains("\"Period\":300"))
        .hasSize(alarms().size() - 3);
  }

  private List<Resource> alarms() {
    return templates.resources("AWS::CloudWatch::Alarm");
  }

  private Resource alarm(String name) {
    return alarms().stream()
        .filter(alarm -> alarm.at("/AlarmName").asText().equals("streamcat-production-" + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void alarms_metrics_areThoseOfTheirResources() {
    assertThat(metric("event-errors")).isEqualTo("AWS/Lambda Errors streamcat-production-events");
    assertThat(metric("event-lag")).isEqualTo("StreamCat EventLag streamcat-production-events");
    assertThat(metric("events-refused"))
        .isEqualTo("StreamCat EventsRefused streamcat-production-events");
    assertThat(metric("review-throttles"))
        .isEqualTo("AWS/Lambda Throttles streamcat-production-review");
    assertThat(metric("channels")).isEqualTo("StreamCat Channels streamcat-production-usage");
    assertThat(metric("dead-letters"))
        .startsWith("AWS/SQS ApproximateNumberOfMessagesVisible ${EventsDeadLetters");
    assertThat(metric("database-storage")).startsWith("AWS/RDS FreeStorageSpace ${");
    assertThat(metric("concurrent-streams")).isEqualTo("AWS/IVS ConcurrentStreams ");
    assertThat(alarm("chat-invocation-errors").json().toString())
        .contains("SELECT SUM(InvocationErrors) FROM \\\"AWS/IVSChat\\\"");
    assertThat(alarm("event-backlog").json().toString())
        .contains(
            "ApproximateNumberOfMessagesVisible",
            "ApproximateNumberOfMessagesNotVisible",
            "first + second");
  }

  private String metric(String name) {
    Resource alarm = alarm(name);
    JsonNode dimension = alarm.at("/Dimensions/0/Value");
    JsonNode function = dimension.has("Ref") ? functionName(dimension) : dimension;
    return String.join(
        " ",
        alarm.at("/Namespace").asText(),
        alarm.at("/MetricName").asText(),
        Resource.text(function));
  }

  /** Returns the name of a function, or the reference to another resource. */
  private JsonNode functionName(JsonNode reference) {
    return templates.resources("AWS::Lambda::Function").stream()
        .filter(function -> function.id().equals(reference.get("Ref").asText()))
        .map(function -> function.at("/FunctionName"))
        .findFirst()
        .orElse(reference);
  }

  /** SQS excludes messages from it that were received three times, as all are in an outage. */
  @Test
  void alarms_outage_doNotRelyOnTheAgeOfTheOldestMessage() {
    assertThat(alarms().toString()).doesNotContain("ApproximateAgeOfOldestMessage");
  }

  @Test
  void alarms_all_notifyTopicAndIgnoreMissingData() {
    String topic = "${" + templates.resource("AWS::SNS::Topic", "Alarms").id() + "}";

    assertThat(alarms())
        .allSatisfy(
            alarm -> {
              assertThat(Resource.texts(alarm.at("/AlarmActions"))).containsExactly(topic);
              assertThat(Resource.texts(alarm.at("/OKActions"))).containsExactly(topic);
              assertThat(alarm.at("/TreatMissingData").asText()).isEqualTo("notBreaching");
              assertThat(alarm.at("/AlarmDescription").asText()).isNotEmpty();
            });
  }

  @Test
  void dashboard_overview_showsEveryAlarm() {
    String body =
        templates
            .resource("AWS::CloudWatch::Dashboard", "Overview")
            .at("/DashboardBody")
            .toString();

    assertThat(alarms()).allSatisfy(alarm -> assertThat(body).contains('"' + alarm.id() + '"'));
  }

  @Test
  void topic_policy_allowsCloudWatchOfThisAccountOnly() {
    templates
        .backend()
        .hasResourceProperties(
            "AWS::SNS::Subscription",
            Map.of("Protocol", "email", "Endpoint", "operations@example.com"));
    assertThat(templates.resource("AWS::SNS::TopicPolicy", "Alarms").statements())
        .filteredOn(Resource.Statement::allows)
        .singleElement()
        .satisfies(AlarmsTest::isForCloudWatch);
    assertThat(templates.resource("AWS::KMS::Key", "Alarms").statements())
        .filteredOn(statement -> !statement.actions().contains("kms:*"))
        .singleElement()
        .satisfies(AlarmsTest::isForCloudWatch)
        .satisfies(
            statement ->
                assertThat(statement.actions())
                    .containsExactly("kms:Decrypt", "kms:GenerateDataKey"));
  }

  private static void isForCloudWatch(Resource.Statement statement) {
    assertThat(statement.principals()).containsExactly("cloudwatch.amazonaws.com");
    assertThat(Resource.text(statement.conditions().at("/StringEquals/aws:SourceAccount")))
        .isEqualTo("${AWS::AccountId}");
  }
}
