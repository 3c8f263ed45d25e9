package io.streamcat.examples.infrastructure;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/** The policy for the role of an application that uses StreamCat; attach it to that role. */
final class ApplicationPolicy extends Construct {

  /** The statement for applications that consume events themselves; here a Lambda function does. */
  private static final String NOT_NEEDED = "Events";

  private final ManagedPolicy policy;

  ApplicationPolicy(Construct scope, String id, ISecret secret) {
    super(scope, id);
    List<PolicyStatement> statements = new ArrayList<>(DocumentedPolicies.statements());
    statements.removeIf(statement -> NOT_NEEDED.equals(statement.getSid()));
    statements.add(
        PolicyStatement.Builder.create()
            .sid("DatabaseSecret")
            .actions(List.of("secretsmanager:GetSecretValue"))
            .resources(List.of(secret.getSecretArn()))
            .build());
    policy =
        ManagedPolicy.Builder.create(this, "Policy")
            .description(
                "The calls of an application that uses StreamCat, from docs/reference/iam.md")
            .statements(statements)
            .build();
  }

  String arn() {
    return policy.getManagedPolicyArn();
  }
}
