package io.streamcat.examples.infrastructure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The policies for the roles of an application that uses StreamCat, limited to its namespace.
 *
 * <p>The stack attaches them to the roles of the settings, so it can also detach and delete them:
 * AWS rejects the deletion of a policy that something else has attached.
 */
final class ApplicationPolicies extends Construct {

  /** The statements of each policy, by their names in docs/reference/iam.md. */
  private static final Set<String> SERVING =
      Set.of("LiveState", "Chat", "Stages", "Playback", "SigningKeys", "ListPublicKeys");

  private static final Set<String> PROVISIONING = Set.of("Provision", "Adopt", "Channels");
  private static final Set<String> OPERATING =
      Set.of("Reconcile", "RestrictionPolicies", "ListPlaybackRestrictionPolicies");

  private final IManagedPolicy serving;
  private final IManagedPolicy provisioning;
  private final IManagedPolicy operating;

  ApplicationPolicies(Construct scope, String id, Settings settings, ISecret secret) {
    super(scope, id);
    Settings.Roles roles = settings.roles();
    serving = policy("Serving", SERVING, settings, secret, roles.serving());
    provisioning = policy("Provisioning", PROVISIONING, settings, secret, roles.provisioning());
    operating = policy("Operating", OPERATING, settings, secret, roles.operating());
  }

  private ManagedPolicy policy(
      String id, Set<String> statements, Settings settings, ISecret secret, List<String> roles) {
    ManagedPolicy policy =
        ManagedPolicy.Builder.create(this, id)
            .description("The calls of StreamCat for " + id.toLowerCase(Locale.ROOT))
            .statements(DocumentedPolicies.statements(statements, settings.namespace()))
            .build();
    policy.addStatements(
        PolicyStatement.Builder.create()
            .sid("DatabaseSecret")
            .actions(List.of("secretsmanager:GetSecretValue"))
            .resources(List.of(secret.getSecretArn()))
            .build());
    roles.forEach(name -> policy.attachToRole(Role.fromRoleName(policy, name, name)));
    return policy;
  }

  String servingArn() {
    return serving.getManagedPolicyArn();
  }

  String provisioningArn() {
    return provisioning.getManagedPolicyArn();
  }

  String operatingArn() {
    return operating.getManagedPolicyArn();
  }
}
