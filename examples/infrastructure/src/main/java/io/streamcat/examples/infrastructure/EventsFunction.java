package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IEventSource;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsLayerVersion;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsVersions;
import software.constructs.Construct;

/** The function that stores events, with access to the database's network and password only. */
final class EventsFunction extends Construct {

  static final int TIMEOUT_SECONDS = 30;

  private final Function function;

  EventsFunction(Construct scope, String id, Path jar, IVpc vpc, Database database) {
    super(scope, id);
    String secretArn = database.secret().getSecretArn();
    function =
        JavaFunctions.of(this, jar, "io.streamcat.examples.lambda.events.EventsHandler")
            .description("Stores events of IVS in StreamCat's database")
            .memorySize(512)
            .timeout(Duration.seconds(TIMEOUT_SECONDS))
            .vpc(vpc)
            .vpcSubnets(Network.ISOLATED)
            .securityGroups(List.of(database.clients()))
            // The extension from which the function reads the password.
            .paramsAndSecrets(
                ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103))
            .environment(
                Map.of(
                    "STREAMCAT_JDBC_URL", database.jdbcUrl(), "STREAMCAT_DB_SECRET_ARN", secretArn))
            .build();
    function.addToRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("secretsmanager:GetSecretValue"))
            .resources(List.of(secretArn))
            .build());
    function.addToRolePolicy(
        PolicyStatement.Builder.create()
            // Required in a network; AWS supports no narrower resource.
            .actions(
                List.of(
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:UnassignPrivateIpAddresses"))
            .resources(List.of("*"))
            .build());
  }

  void takeFrom(IEventSource source) {
    function.addEventSource(source);
  }
}
