package io.streamcat.examples.infrastructure;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/** What the role of an application with StreamCat has to be allowed: attach it to that role. */
final class ApplicationPolicy extends Construct {

  /** What only an application needs that takes events itself. Here a function does. */
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
                "What an application with StreamCat calls, as docs/reference/iam.md has it")
            .statements(statements)
            .build();
  }

  String arn() {
    return policy.getManagedPolicyArn();
  }
}
