package io.streamcat.examples.infrastructure;

import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** The stateful part: it can be protected from deletion, and its data outlive the stack. */
final class StorageStack extends Stack {

  private final List<String> zones;
  private final Network network;
  private final Database database;

  StorageStack(App app, Settings settings) {
    super(
        app,
        "Storage",
        StackProps.builder()
            .stackName(settings.name("storage"))
            .description("StreamCat: database, recordings and chat log")
            .env(settings.site().environment())
            .terminationProtection(settings.isProtected())
            .build());
    zones = settings.site().zones();
    network = new Network(this, "Network", settings.site());
    database = new Database(this, "Database", network.vpc(), settings);
    Recordings recordings = new Recordings(this, "Recordings", settings);
    ChatLog chatLog = new ChatLog(this, "ChatLog", settings);

    output("VpcId", network.vpc().getVpcId());
    output("DatabaseUrl", database.jdbcUrl());
    output("DatabaseSecret", database.secret().getSecretArn());
    output("DatabaseClients", database.clients().getSecurityGroupId());
    output("RecordingConfiguration", recordings.configurationArn());
    output("RecordingsDomain", recordings.domain());
    recordings.keyId().ifPresent(id -> output("RecordingsKeyId", id));
    output("ChatLoggingConfiguration", chatLog.configurationArn());
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }

  /** Returns the zones of the settings: the CDK would ask the account for them. */
  @Override
  public List<String> getAvailabilityZones() {
    return zones;
  }

  Network network() {
    return network;
  }

  Database database() {
    return database;
  }
}
