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

/** What Lambda functions from a jar have in common. */
final class JavaFunctions {

  private JavaFunctions() {}

  /**
   * A function with a log that is kept for a month and a role that may write to it. AWS's managed
   * policies for functions, which the CDK would attach, allow to write to every log of the account.
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
