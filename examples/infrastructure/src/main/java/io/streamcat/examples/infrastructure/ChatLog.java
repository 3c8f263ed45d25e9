package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ivschat.CfnLoggingConfiguration;
import software.amazon.awscdk.services.ivschat.CfnLoggingConfiguration.CloudWatchLogsDestinationConfigurationProperty;
import software.amazon.awscdk.services.ivschat.CfnLoggingConfiguration.DestinationConfigurationProperty;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The log group in which IVS Chat stores the messages of rooms with this logging configuration. */
final class ChatLog extends Construct {

  private final CfnLoggingConfiguration configuration;

  ChatLog(Construct scope, String id, Settings settings) {
    super(scope, id);
    LogGroup messages =
        LogGroup.Builder.create(this, "Messages")
            .logGroupName("/aws/vendedlogs/ivschat/" + settings.name(idOfStack()))
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    configuration =
        CfnLoggingConfiguration.Builder.create(this, "Configuration")
            .name("streamcat-" + settings.environment())
            .destinationConfiguration(
                DestinationConfigurationProperty.builder()
                    .cloudWatchLogs(
                        CloudWatchLogsDestinationConfigurationProperty.builder()
                            .logGroupName(messages.getLogGroupName())
                            .build())
                    .build())
            .build();
    // Rooms use it, and AWS rejects its deletion until none does.
    configuration.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /**
   * Returns a text that is different for each creation of the stack: the log outlives it, and a
   * fixed name would prevent its recreation. The prefix of vended logs keeps AWS's resource policy
   * for log deliveries within its size limit.
   */
  private static String idOfStack() {
    String uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID));
    return Fn.select(0, Fn.split("-", uuid));
  }

  String configurationArn() {
    return configuration.getAttrArn();
  }
}
