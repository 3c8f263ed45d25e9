package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

/** Tests of the path of events from IVS to the function, and of rejected events. */
class EventIngestionTest {

  private static final int DAY = 24 * 60 * 60;

  private final Templates templates = Templates.synthesised();
  private final Resource function = templates.resource("AWS::Lambda::Function", "EventsFunction");
  private final Resource queue = templates.resource("AWS::SQS::Queue", "EventsQueue");
  private final Resource deadLetters = templates.resource("AWS::SQS::Queue", "EventsDeadLetters");

  @Test
  void rule_ivsEvents_areQueuedAndKeptOnFailure() {
    templates
        .backend()
        .hasResourceProperties(
            "AWS::Events::Rule",
            Map.of(
                "EventPattern",
                Map.of(
                    "account", List.of("111122223333"),
                    "source", List.of("aws.ivs"),
                    "detail-type", List.of(Map.of("prefix", "IVS "))),
                "Targets",
                List.of(
                    Match.objectLike(
                        Map.of(
                            "Arn",
                            arn(queue),
                            "DeadLetterConfig",
                            Map.of("Arn", arn(deadLetters)))))));
  }

  private static Map<String, Object> arn(Resource resource) {
    return Map.of("Fn::GetAtt", List.of(resource.id(), "Arn"));
  }

  @Test
  void function_batch_reportsFailuresPerMessage() {
    templates
        .backend()
        .hasResourceProperties(
            "AWS::Lambda::EventSourceMapping",
            Map.of(
                "EventSourceArn", arn(queue),
                "FunctionName", Map.of("Ref", function.id()),
                "FunctionResponseTypes", List.of("ReportBatchItemFailures"),
                "ScalingConfig", Map.of("MaximumConcurrency", 5)));
  }

  @Test
  void message_rejectedRepeatedly_becomesDeadLetterWithLongerRetention() {
    assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText())
        .isEqualTo(deadLetters.id());
    int received =
        queue.at("/RedrivePolicy/maxReceiveCount").asInt() * queue.at("/VisibilityTimeout").asInt();
    // Messages become dead letters after a day of failures, before their retention ends. A dead
    // letter's own begins when it was sent.
    assertThat(received).isEqualTo(DAY);
    assertThat(queue.at("/MessageRetentionPeriod").asInt()).isEqualTo(4 * DAY);
    assertThat(deadLetters.at("/MessageRetentionPeriod").asInt()).isEqualTo(14 * DAY);
  }

  @Test
  void archive_events_areThoseOfTheRule() {
    Resource archive = templates.resource("AWS::Events::Archive", "Events");

    assertThat(archive.at("/EventPattern"))
        .isEqualTo(templates.resource("AWS::Events::Rule", "EventsRule").at("/EventPattern"));
    assertThat(archive.at("/RetentionDays").asInt()).isEqualTo(14);
  }

  /** Before the migration nothing would store an event. */
  @Test
  void ruleAndFunction_migration_runsFirst() {
    String trigger = templates.resource("Custom::Trigger", "Migration").id();

    for (Resource later :
        List.of(
            function,
            templates.resource("AWS::Events::Rule", "EventsRule"),
            templates.resource("AWS::Lambda::EventSourceMapping", "Events"))) {
      assertThat(Resource.texts(later.json().path("DependsOn"))).contains(trigger);
    }
  }

  @Test
  void function_events_areThoseOfRecordedChannels() {
    assertThat(function.at("/Environment/Variables/STREAMCAT_EVENTS").asText())
        .isEqualTo("recorded");
  }

  @Test
  void message_inProcess_isNotRedelivered() {
    assertThat(queue.at("/VisibilityTimeout").asInt())
        .isGreaterThanOrEqualTo(6 * function.at("/Timeout").asInt());
  }

  @Test
  void function_network_isDatabaseClient() {
    assertThat(Resource.texts(function.at("/VpcConfig/SecurityGroupIds")))
        .singleElement()
        .asString()
        .contains("DatabaseClients");
    assertThat(Resource.texts(function.at("/VpcConfig/SubnetIds"))).hasSize(2);
  }
}
