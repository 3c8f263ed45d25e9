package io.streamcat.provisioning;

import io.streamcat.error.Check;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UsernamePolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules users are provisioned by.
 *
 * @param namespace keeps environments sharing an AWS account apart; 1 to 32 characters of {@code
 *     [a-zA-Z0-9-_]}
 * @param failurePolicy what becomes of a user who could not be given every resource
 * @param removedUsers what is kept of a user who was deprovisioned
 * @param atRegistration the kinds created at registration; the others are created on demand;
 *     unmodifiable
 * @param naming how resources are named
 * @param usernames which usernames are accepted
 * @param passwords which passwords are accepted
 * @param hasher hashes passwords
 * @param reconciliationGracePeriod how old a resource has to be before reconciliation touches it;
 *     at least as long as a lease, that is three times the sum of operation and call timeout, and
 *     five seconds
 * @param listener sees every step
 */
public record ProvisioningSettings(
    String namespace,
    FailurePolicy failurePolicy,
    RemovedUsers removedUsers,
    Set<ResourceKind> atRegistration,
    ResourceNaming naming,
    UsernamePolicy usernames,
    PasswordPolicy passwords,
    PasswordHasher hasher,
    Duration reconciliationGracePeriod,
    ProvisioningListener listener) {

  private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9_-]*");

  /**
   * Checks and copies what needs it.
   *
   * @param namespace keeps environments sharing an AWS account apart
   * @param failurePolicy what becomes of a user who could not be given every resource
   * @param removedUsers what is kept of a user who was deprovisioned
   * @param atRegistration the kinds created at registration
   * @param naming how resources are named
   * @param usernames which usernames are accepted
   * @param passwords which passwords are accepted
   * @param hasher hashes passwords
   * @param reconciliationGracePeriod how old a resource has to be before reconciliation touches it
   * @param listener sees every step
   */
  public ProvisioningSettings {
    Check.length("namespace", namespace, 1, 32);
    Check.matches("namespace", namespace, NAMESPACE, "letters a to z, digits, - and _");
    atRegistration = Set.copyOf(atRegistration);
  }

  /**
   * Returns the defaults: namespace {@code streamcat}, {@link FailurePolicy#ROLL_BACK}, everything
   * at registration, a grace period of one hour.
   *
   * @return the defaults
   */
  public static ProvisioningSettings defaults() {
    return new ProvisioningSettings(
        "streamcat",
        FailurePolicy.ROLL_BACK,
        RemovedUsers.DELETE,
        EnumSet.allOf(ResourceKind.class),
        ResourceNaming.standard(),
        UsernamePolicy.standard(),
        PasswordPolicy.standard(),
        PasswordHasher.argon2id(),
        Duration.ofHours(1),
        step -> {});
  }
}
