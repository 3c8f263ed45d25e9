package io.streamcat.examples.infrastructure;

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
  }

  String configurationArn() {
    return configuration.getAttrArn();
  }
}
