package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** The stateless part of the backend: deleting it loses only messages in queues. */
final class BackendStack extends Stack {

  BackendStack(App app, Settings settings, StorageStack storage) {
    super(
        app,
        "Backend",
        StackProps.builder()
            .stackName(settings.name("backend"))
            .description("StreamCat: events, chat review, alarms and the application's policies")
            .env(settings.site().environment())
            .terminationProtection(settings.isProtected())
            .build());
    Migration migration = new Migration(this, "Migration", settings, storage);
    EventIngestion events = new EventIngestion(this, "Events", settings, storage, migration);
    ChatReview review = new ChatReview(this, "ChatReview", settings);
    Usage usage = new Usage(this, "Usage", settings, storage, migration);
    ApplicationPolicies policies =
        new ApplicationPolicies(this, "ApplicationPolicies", settings, storage.database().secret());

    Alarms alarms = new Alarms(this, "Alarms", settings);
    Watch watch = new Watch(alarms);
    watch.events(events);
    watch.review(review);
    watch.database(storage.database().instance());
    watch.quotas(settings.quotas(), usage.function());
    Overview overview = new Overview(this, "Overview", settings, alarms);
    overview.events(events);
    overview.review(review.function());
    overview.database(storage.database().instance());
    overview.usage(usage.function());

    output("ReviewFunction", review.aliasArn());
    output("ServingPolicyArn", policies.servingArn());
    output("ProvisioningPolicyArn", policies.provisioningArn());
    output("OperatingPolicyArn", policies.operatingArn());
    output("EventQueue", events.queue().getQueueArn());
    output("DeadLetterQueue", events.deadLetters().getQueueArn());
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }
}
