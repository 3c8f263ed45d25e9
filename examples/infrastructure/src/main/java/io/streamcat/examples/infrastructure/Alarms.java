package io.streamcat.examples.infrastructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmProps;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Alarms, and the topic to which they are sent. */
final class Alarms extends Construct {

  private static final ServicePrincipal CLOUD_WATCH =
      new ServicePrincipal("cloudwatch.amazonaws.com");

  private final Settings settings;
  private final Topic topic;
  private final List<IAlarm> alarms = new ArrayList<>();

  Alarms(Construct scope, String id, Settings settings) {
    super(scope, id);
    this.settings = settings;
    // Alarms cannot use SNS's own key, whose policy does not name them.
    Key key =
        Key.Builder.create(this, "Key")
            .description("Encrypts StreamCat's alarms")
            .enableKeyRotation(true)
            .pendingWindow(Duration.days(7))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    key.addToResourcePolicy(allow("*", "kms:Decrypt", "kms:GenerateDataKey"));
    topic = Topic.Builder.create(this, "Topic").masterKey(key).enforceSsl(true).build();
    topic.addToResourcePolicy(allow(topic.getTopicArn(), "sns:Publish"));
    settings
        .alarmEmail()
        .ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  private static PolicyStatement allow(String resource, String... actions) {
    return PolicyStatement.Builder.create()
        .principals(List.of(CLOUD_WATCH))
        .actions(List.of(actions))
        .resources(List.of(resource))
        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
        .build();
  }

  /** Creates an alarm for a metric above a threshold in one period. */
  void above(String name, Number threshold, IMetric metric, String meaning) {
    above(name, threshold, 1, metric, meaning);
  }

  /**
   * Creates an alarm for a metric above a threshold, with a second message when it falls again.
   *
   * @param name the name, which docs/reference/alarms.md explains
   * @param threshold the threshold
   * @param periods the number of consecutive periods
   * @param metric the metric; no data means no activity
   * @param meaning the text of the message
   */
  void above(String name, Number threshold, int periods, IMetric metric, String meaning) {
    create(
        name,
        alarm(threshold, periods, metric, meaning)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
  }

  /** Creates an alarm for a metric below a threshold in consecutive periods. */
  void below(String name, Number threshold, int periods, IMetric metric, String meaning) {
    create(
        name,
        alarm(threshold, periods, metric, meaning)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
  }

  private static AlarmProps.Builder alarm(
      Number threshold, int periods, IMetric metric, String meaning) {
    return AlarmProps.builder()
        .alarmDescription(meaning + " See docs/reference/alarms.md.")
        .metric(metric)
        .threshold(threshold)
        .evaluationPeriods(periods)
        .treatMissingData(TreatMissingData.NOT_BREACHING);
  }

  private void create(String name, AlarmProps.Builder props) {
    Alarm alarm = new Alarm(this, name, props.alarmName(settings.name(name)).build());
    SnsAction action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    alarms.add(alarm);
  }

  List<IAlarm> all() {
    return List.copyOf(alarms);
  }
}
