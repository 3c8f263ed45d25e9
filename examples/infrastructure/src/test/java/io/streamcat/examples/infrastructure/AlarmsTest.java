package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the alarms. */
class AlarmsTest {

  private final Templates templates = Templates.synthesised();

  @Test
  void alarms_backend_coverDeadLettersLagReviewAndQuotas() {
    assertThat(templates.resources("AWS::CloudWatch::Alarm"))
        .extracting(
            alarm -> alarm.at("/Namespace").asText(),
            alarm -> alarm.at("/MetricName").asText(),
            alarm -> alarm.at("/Statistic").asText(),
            alarm -> alarm.at("/Threshold").asInt())
        .containsExactlyInAnyOrder(
            tuple("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", 0),
            tuple("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", 300),
            tuple("AWS/Lambda", "Errors", "Sum", 0),
            tuple("AWS/IVS", "ConcurrentStreams", "Maximum", 80),
            tuple("AWS/IVS", "ConcurrentViews", "Maximum", 12000));
  }

  @Test
  void alarms_all_notifyTopicAndIgnoreMissingData() {
    String topic = "${" + templates.resource("AWS::SNS::Topic", "Alarms").id() + "}";

    assertThat(templates.resources("AWS::CloudWatch::Alarm"))
        .allSatisfy(
            alarm -> {
              assertThat(Resource.texts(alarm.at("/AlarmActions"))).containsExactly(topic);
              assertThat(Resource.texts(alarm.at("/OKActions"))).containsExactly(topic);
              assertThat(alarm.at("/TreatMissingData").asText()).isEqualTo("notBreaching");
              assertThat(alarm.at("/ComparisonOperator").asText())
                  .isEqualTo("GreaterThanThreshold");
              assertThat(alarm.at("/AlarmDescription").asText()).isNotEmpty();
            });
  }

  @Test
  void queueAlarms_each_watchTheirOwnQueue() {
    assertThat(alarmedQueue("AlarmsDeadLetters")).startsWith("${EventsDeadLetters");
    assertThat(alarmedQueue("AlarmsEventLag")).startsWith("${EventsQueue");
  }

  private String alarmedQueue(String alarm) {
    return Resource.text(
        templates.resource("AWS::CloudWatch::Alarm", alarm).at("/Dimensions/0/Value"));
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
