package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The common properties of Lambda functions from a jar. */
final class JavaFunctions {

  private JavaFunctions() {}

  /**
   * Returns a function with a fixed name, whose log is retained for a month, with a role that may
   * write to that log. The CDK would attach AWS's managed policy, which allows writing to every log
   * of the account.
   */
  static Function.Builder of(Construct scope, String name, Path jar, String handler) {
    LogGroup log = log(scope);
    Role role = role(scope);
    log.grantWrite(role);
    return Function.Builder.create(scope, "Function")
        .functionName(name)
        .runtime(Runtime.JAVA_21)
        .architecture(Architecture.ARM_64)
        .tracing(Tracing.ACTIVE)
        .code(Code.fromAsset(jar.toString()))
        .handler(handler)
        .role(role)
        .logGroup(log);
  }

  static LogGroup log(Construct scope) {
    return LogGroup.Builder.create(scope, "Log")
        .retention(RetentionDays.ONE_MONTH)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  static Role role(Construct scope) {
    return Role.Builder.create(scope, "Role")
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .build();
  }

  /**
   * Returns a function in the network of the database, with its certificates.
   *
   * <p>Lambda creates network interfaces with the rights of the role. The code itself, which runs
   * with the same role, is denied them.
   */
  static Function.Builder inNetwork(
      Construct scope, String name, Path jar, String handler, StorageStack storage) {
    Function.Builder builder =
        of(scope, name, jar, handler)
            .vpc(storage.network().vpc())
            .vpcSubnets(Network.ISOLATED)
            .securityGroups(List.of(storage.database().clients()));
    Role role = (Role) scope.getNode().findChild("Role");
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:UnassignPrivateIpAddresses"))
            // All ids, as AWS demands for the deletion.
            .resources(
                List.of(
                    "arn:%s:ec2:%s:%s:*/*".formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID)))
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"))
            // AWS supports no narrower resource.
            .resources(List.of("*"))
            .build());
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(List.of("ec2:*"))
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnEquals",
                    Map.of(
                        "lambda:SourceFunctionArn",
                        "arn:%s:lambda:%s:%s:function:%s"
                            .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, name))))
            .build());
    return builder;
  }

  /** Returns the database's URL with the path of the certificates in a function's package. */
  static String jdbcUrl(Database database) {
    return database.jdbcUrl() + "&sslrootcert=/var/task/rds-ca.pem";
  }
}
