package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The common properties of Lambda functions from a jar. */
final class JavaFunctions {

  private JavaFunctions() {}

  /**
   * Returns a function whose log is retained for a month, with a role that may write to that log.
   * The CDK would attach AWS's managed policy, which allows writing to every log of the account.
   */
  static Function.Builder of(Construct scope, Path jar, String handler) {
    LogGroup log =
        LogGroup.Builder.create(scope, "Log")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Role role =
        Role.Builder.create(scope, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    log.grantWrite(role);
    return Function.Builder.create(scope, "Function")
        .runtime(Runtime.JAVA_17)
        .architecture(Architecture.ARM_64)
        .code(Code.fromAsset(jar.toString()))
        .handler(handler)
        .role(role)
        .logGroup(log);
  }
}
