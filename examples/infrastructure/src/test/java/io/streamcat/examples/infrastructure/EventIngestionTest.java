package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;

/** Tests of the path of events from IVS to the function, and of rejected events. */
class EventIngestionTest {

  private final Templates templates = Templates.synthesised();
  private final Resource function = templates.resource("AWS::Lambda::Function", "Events");
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
    assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(20);
    assertThat(deadLetters.at("/MessageRetentionPeriod").asInt())
        .isEqualTo(14 * 24 * 60 * 60)
        // Four days by default.
        .isGreaterThan(queue.at("/MessageRetentionPeriod").asInt(4 * 24 * 60 * 60));
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
