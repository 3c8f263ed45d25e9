package io.streamcat.examples.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
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

  private final Topic topic;

  Alarms(Construct scope, String id, Optional<String> email) {
    super(scope, id);
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
    email.ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  private static PolicyStatement allow(String resource, String... actions) {
    return PolicyStatement.Builder.create()
        .principals(List.of(CLOUD_WATCH))
        .actions(List.of(actions))
        .resources(List.of(resource))
        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
        .build();
  }

  /** Creates an alarm for a metric above a threshold, with a second message when it falls again. */
  void above(String id, Number threshold, IMetric metric, String meaning) {
    Alarm alarm =
        Alarm.Builder.create(this, id)
            .alarmDescription(meaning)
            .metric(metric)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .threshold(threshold)
            .evaluationPeriods(1)
            // Without activity a metric has no data.
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    SnsAction action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
