package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** The stateful part: it is protected from deletion, and its data outlive the stack. */
final class StorageStack extends Stack {

  private final Network network;
  private final Database database;

  StorageStack(App app, Settings settings) {
    super(
        app,
        "Storage",
        StackProps.builder()
            .stackName("streamcat-" + settings.environment() + "-storage")
            .description("StreamCat: database, recordings and chat log")
            .terminationProtection(true)
            .build());
    network = new Network(this, "Network");
    database = new Database(this, "Database", network.vpc());
    new SecretEndpoint(this, "SecretEndpoint", network.vpc(), database);
    Recordings recordings = new Recordings(this, "Recordings", settings);
    ChatLog chatLog = new ChatLog(this, "ChatLog", settings);

    output("DatabaseUrl", database.jdbcUrl());
    output("DatabaseSecret", database.secret().getSecretArn());
    output("DatabaseClients", database.clients().getSecurityGroupId());
    output("RecordingConfiguration", recordings.configurationArn());
    output("RecordingsDomain", recordings.domain());
    output("ChatLoggingConfiguration", chatLog.configurationArn());
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }

  Network network() {
    return network;
  }

  Database database() {
    return database;
  }
}
