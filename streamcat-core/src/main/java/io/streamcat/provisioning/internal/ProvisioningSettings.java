package io.streamcat.provisioning.internal;

import io.streamcat.aws.CallSettings;
import io.streamcat.exception.Check;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.ResourceNaming;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.Home;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UsernamePolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of provisioning.
 *
 * @param namespace the namespace, which separates environments that share an AWS account; 1 to 32
 *     characters of {@code [a-zA-Z0-9-_]}; null for {@value #DEFAULT_NAMESPACE}, which cannot be
 *     reconciled
 * @param home the region and account in which resources are created
 * @param failurePolicy the policy for users whose provisioning fails
 * @param removalPolicy the policy for the records of deprovisioned users
 * @param atRegistration the kinds created at registration; the others are created on demand;
 *     unmodifiable
 * @param naming the names of resources
 * @param usernames the rules for usernames
 * @param passwords the rules for passwords
 * @param hasher the password hasher
 * @param reconciliationGracePeriod the minimum age of a resource that reconciliation may change or
 *     delete; at least as long as a lease, that is three times the sum of operation and call
 *     timeout, and five seconds
 * @param removalHook called before the record of a removed user is deleted
 * @param listener the listener to every step
 * @param timeout the default timeout of a registration; positive and at most 365 days
 * @param spares the numbers of spares, or null for none
 * @param quotas returns the number of resources of a kind that AWS allows
 * @param asyncLimit the most registrations of one priority that may be under way or wait in {@link
 *     UserProvisioner#provisionAsync}; at least 1
 */
public record ProvisioningSettings(
    @Nullable String namespace,
    Home home,
    FailurePolicy failurePolicy,
    RemovalPolicy removalPolicy,
    Set<ResourceKind> atRegistration,
    ResourceNaming naming,
    UsernamePolicy usernames,
    PasswordPolicy passwords,
    PasswordHasher hasher,
    Duration reconciliationGracePeriod,
    RemovalHook removalHook,
    ProvisioningListener listener,
    Duration timeout,
    @Nullable SpareSettings spares,
    ToLongFunction<ResourceKind> quotas,
    int asyncLimit) {

  /** The listener if the application has none. */
  static final ProvisioningListener NO_LISTENER = step -> {};

  /**
   * The numbers of spares of a home.
   *
   * @param target the number of spares that recovery creates; 0 to {@value #MOST}
   * @param low the number of ready spares below which recovery creates more; 1 to the target, or 0
   *     without spares
   */
  public record SpareSettings(int target, int low) {

    /** The most spares, which recovery counts whenever it looks for work. */
    static final int MOST = 10_000;

    /**
     * Checks the numbers.
     *
     * @throws io.streamcat.exception.InvalidInputException if a number is out of range
     */
    public SpareSettings {
      Check.range("spares.target", target, 0, MOST);
      Check.range("spares.low", low, Math.min(1, target), target);
    }
  }

  /** The default namespace. */
  public static final String DEFAULT_NAMESPACE = "streamcat";

  private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

  private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9_-]*");

  /**
   * Checks the namespace and copies the set.
   *
   * @throws io.streamcat.exception.InvalidInputException if the namespace or a setting breaks a
   *     limit
   */
  public ProvisioningSettings {
    if (namespace != null) {
      Check.length("namespace", namespace, 1, 32);
      Check.matches("namespace", namespace, NAMESPACE, "letters a to z, digits, - and _");
    }
    Check.positiveTime("provisioningTimeout", timeout);
    Check.that(asyncLimit >= 1, "asyncLimit", "at least 1", "is " + asyncLimit);
    atRegistration = Set.copyOf(atRegistration);
  }

  /**
   * Checks the rules that depend on the timeouts.
   *
   * @param calls the timeouts
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if the grace period is shorter than a
   *     lease
   */
  public ProvisioningSettings checkedWith(CallSettings calls) {
    Duration lease = leaseTime(calls);
    Check.that(
        reconciliationGracePeriod.compareTo(lease) >= 0,
        "reconciliationGracePeriod",
        "at least as long as a lease, which with these timeouts is " + lease,
        "is " + reconciliationGracePeriod);
    return this;
  }

  /**
   * The duration of a lease. It is long enough that all work under the lease has ended when it
   * expires, with a margin for clock differences.
   */
  static Duration leaseTime(CallSettings calls) {
    return calls.operationTimeout().plus(calls.callTimeout()).multipliedBy(3).plus(LEASE_MARGIN);
  }

  /**
   * Returns these rules for another home.
   *
   * @param other the region and account
   * @return a changed copy
   */
  public ProvisioningSettings with(Home other) {
    return new ProvisioningSettings(
        namespace,
        other,
        failurePolicy,
        removalPolicy,
        atRegistration,
        naming,
        usernames,
        passwords,
        hasher,
        reconciliationGracePeriod,
        removalHook,
        listener,
        timeout,
        spares,
        quotas,
        asyncLimit);
  }

  /**
   * Returns the namespace that resources are tagged with.
   *
   * @return the namespace, or the default
   */
  public String effectiveNamespace() {
    return namespace == null ? DEFAULT_NAMESPACE : namespace;
  }

  /** Returns the name of the resources of a spare. */
  String spareName(String key) {
    return effectiveNamespace() + "-" + key;
  }

  /**
   * Returns the defaults: {@link FailurePolicy#ROLL_BACK}, everything at registration, a grace
   * period of one hour, 30 seconds for a registration, 1,000 asynchronous ones.
   *
   * @param namespace the namespace, or null
   * @param home the region and account
   * @return the defaults
   */
  public static ProvisioningSettings defaults(@Nullable String namespace, Home home) {
    return new ProvisioningSettings(
        namespace,
        home,
        FailurePolicy.ROLL_BACK,
        RemovalPolicy.DELETE,
        EnumSet.allOf(ResourceKind.class),
        ResourceNaming.standard(),
        UsernamePolicy.standard(),
        PasswordPolicy.standard(namespace == null ? DEFAULT_NAMESPACE : namespace),
        PasswordHasher.argon2id(),
        Duration.ofHours(1),
        user -> {},
        NO_LISTENER,
        Duration.ofSeconds(30),
        null,
        Capacity::defaultQuota,
        1_000);
  }
}
