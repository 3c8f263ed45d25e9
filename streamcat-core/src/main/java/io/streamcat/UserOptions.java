package io.streamcat;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.Check;
import io.streamcat.operations.BanList;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.ResourceNaming;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.ProvisioningSettings;
import io.streamcat.provisioning.internal.ProvisioningSettings.SpareSettings;
import io.streamcat.provisioning.internal.UserResources;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UsernamePolicy;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link StreamCatBuilder#users}: what a user gets at registration, and the rules of
 * registration and removal. Each has a default; not thread safe.
 */
public final class UserOptions {

  private static final ProvisioningSettings DEFAULTS =
      ProvisioningSettings.defaults(null, Home.of("local", null));

  private @Nullable String namespace;
  private Set<ResourceKind> createAtRegistration = DEFAULTS.atRegistration();
  private ChannelSettings channelSettings = ChannelSettings.defaults();
  private ChatRoomSettings chatRoomSettings = ChatRoomSettings.defaults();
  private StageSettings stageSettings = StageSettings.defaults();
  private ResourceNaming resourceNaming = DEFAULTS.naming();
  private UsernamePolicy usernamePolicy = DEFAULTS.usernames();
  private @Nullable PasswordPolicy passwordPolicy;
  private PasswordHasher passwordHasher = DEFAULTS.hasher();
  private FailurePolicy failurePolicy = DEFAULTS.failurePolicy();
  private Duration provisioningTimeout = DEFAULTS.timeout();
  private @Nullable SpareSettings spares;
  private ToLongFunction<ResourceKind> quotas = DEFAULTS.quotas();
  private int asyncLimit = DEFAULTS.asyncLimit();
  private RemovalPolicy removalPolicy = DEFAULTS.removalPolicy();
  private RemovalHook removalHook = DEFAULTS.removalHook();
  private Duration reconciliationGracePeriod = DEFAULTS.reconciliationGracePeriod();
  private ProvisioningListener listener = DEFAULTS.listener();
  private UnaryOperator<UserProvisioner> decorator = UnaryOperator.identity();

  UserOptions() {}

  /**
   * Sets the namespace, which separates environments that share an AWS account. Reconciliation
   * needs a namespace that was set.
   *
   * @param value 1 to 32 characters of {@code [a-zA-Z0-9-_]}; {@code streamcat} unless set
   * @return this
   */
  public UserOptions namespace(String value) {
    namespace = Check.given("namespace", value);
    return this;
  }

  /**
   * Sets the kinds of resources that are created at registration. The others are created on demand,
   * because an account is limited to 1,000 stages.
   *
   * @param value the kinds; all unless set
   * @return this
   */
  public UserOptions createAtRegistration(Set<ResourceKind> value) {
    createAtRegistration = Check.given("createAtRegistration", value);
    return this;
  }

  /**
   * Sets the settings of every user's channel.
   *
   * @param value the settings; AWS's defaults unless set
   * @return this
   */
  public UserOptions channelSettings(ChannelSettings value) {
    channelSettings = Check.given("channelSettings", value);
    return this;
  }

  /**
   * Sets the settings of every user's chat room.
   *
   * @param value the settings; AWS's defaults unless set
   * @return this
   */
  public UserOptions chatRoomSettings(ChatRoomSettings value) {
    chatRoomSettings = Check.given("chatRoomSettings", value);
    return this;
  }

  /**
   * Sets the settings of every user's stage.
   *
   * @param value the settings; AWS's defaults unless set
   * @return this
   */
  public UserOptions stageSettings(StageSettings value) {
    stageSettings = Check.given("stageSettings", value);
    return this;
  }

  /**
   * Sets the naming of resources in AWS.
   *
   * @param value the naming; {@link ResourceNaming#standard()} unless set
   * @return this
   */
  public UserOptions resourceNaming(ResourceNaming value) {
    resourceNaming = Check.given("resourceNaming", value);
    return this;
  }

  /**
   * Sets the rules for usernames.
   *
   * @param value the policy; {@link UsernamePolicy#standard()} unless set
   * @return this
   */
  public UserOptions usernamePolicy(UsernamePolicy value) {
    usernamePolicy = Check.given("usernamePolicy", value);
    return this;
  }

  /**
   * Sets the rules for new passwords.
   *
   * @param value the policy; {@link PasswordPolicy#standard} unless set, with the namespace as the
   *     name of the service
   * @return this
   */
  public UserOptions passwordPolicy(PasswordPolicy value) {
    passwordPolicy = Check.given("passwordPolicy", value);
    return this;
  }

  /**
   * Sets the password hasher.
   *
   * @param value the hasher; {@link PasswordHasher#argon2id()} unless set
   * @return this
   */
  public UserOptions passwordHasher(PasswordHasher value) {
    passwordHasher = Check.given("passwordHasher", value);
    return this;
  }

  /**
   * Sets the policy for users whose provisioning fails.
   *
   * @param value the policy; {@link FailurePolicy#ROLL_BACK} unless set
   * @return this
   */
  public UserOptions failurePolicy(FailurePolicy value) {
    failurePolicy = Check.given("failurePolicy", value);
    return this;
  }

  /**
   * Sets the default timeout of a registration, including the wait for its turn.
   *
   * @param value positive and at most 365 days; 30 seconds unless set
   * @return this
   */
  public UserOptions provisioningTimeout(Duration value) {
    provisioningTimeout = Check.given("provisioningTimeout", value);
    return this;
  }

  /**
   * Sets the numbers of spares: resources created ahead, so that a registration in the foreground
   * takes them from the store and calls AWS only afterwards. Recovery creates and replaces them, so
   * it must run.
   *
   * <p>Registrations with settings that a spare does not have, and those at background priority or
   * in bulk, take no spare. Spares are deleted if the target is lowered, and replaced if the
   * default settings change, once they are older than {@link #reconciliationGracePeriod}.
   *
   * @param target the number of spares in this region and account, 0 to 10,000; 0 deletes all of
   *     them, and none are created or deleted unless this is set
   * @param low the number of ready spares below which recovery creates as many as are missing; 1 to
   *     the target, or 0 if the target is 0
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a number is out of range
   */
  public UserOptions spares(int target, int low) {
    spares = new SpareSettings(target, low);
    return this;
  }

  /**
   * Sets the numbers of resources that AWS allows, for {@link UserProvisioner#capacity}.
   *
   * @param value returns the quota of a kind, at least 1, for example the value of Service Quotas;
   *     called whenever the capacity is requested, which fails with an {@link
   *     io.streamcat.exception.InvalidInputException} if the number is less than 1. AWS's {@link
   *     Home.Capacity#defaultQuota defaults} unless set
   * @return this
   */
  public UserOptions quotas(ToLongFunction<ResourceKind> value) {
    quotas = Check.given("quotas", value);
    return this;
  }

  /**
   * Sets the most registrations of one priority that may be under way or wait in {@link
   * UserProvisioner#provisionAsync}; more are rejected.
   *
   * @param value at least 1; 1,000 unless set
   * @return this
   */
  public UserOptions asyncLimit(int value) {
    asyncLimit = value;
    return this;
  }

  /**
   * Sets the policy for the records of users who are deprovisioned.
   *
   * @param value {@link RemovalPolicy#DELETE} unless set
   * @return this
   */
  public UserOptions removalPolicy(RemovalPolicy value) {
    removalPolicy = Check.given("removalPolicy", value);
    return this;
  }

  /**
   * Sets the action before the record of a removed user is deleted, in which an application deletes
   * its own rows that refer to the user.
   *
   * @param value none unless set
   * @return this
   */
  public UserOptions removalHook(RemovalHook value) {
    removalHook = Check.given("removalHook", value);
    return this;
  }

  /**
   * Sets the minimum age of resources that reconciliation may change or delete.
   *
   * @param value at least as long as a lease: three times the sum of operation and call timeout,
   *     and five seconds; one hour unless set
   * @return this
   */
  public UserOptions reconciliationGracePeriod(Duration value) {
    reconciliationGracePeriod = Check.given("reconciliationGracePeriod", value);
    return this;
  }

  /**
   * Sets the listener to the steps of users: their phases, failures and durations.
   *
   * @param value the listener, in place of an earlier one
   * @return this
   */
  public UserOptions listener(ProvisioningListener value) {
    listener = Check.given("listener", value);
    return this;
  }

  /**
   * Adds a decorator of the provisioner, for example to measure calls. The decorator's recovery and
   * reconciler are used as well.
   *
   * @param value receives the provisioner with the decorators added before, and returns the
   *     provisioner to use
   * @return this
   */
  public UserOptions decorator(UnaryOperator<UserProvisioner> value) {
    Check.given("decorator", value);
    UnaryOperator<UserProvisioner> before = decorator;
    decorator = users -> value.apply(before.apply(users));
    return this;
  }

  /**
   * Returns the checked settings.
   *
   * @param home the region and account of the resources
   * @param bans the bans, which are deleted with their user
   */
  ProvisioningSettings settings(Home home, BanList bans) {
    RemovalHook hook = removalHook;
    return new ProvisioningSettings(
        namespace,
        home,
        failurePolicy,
        removalPolicy,
        createAtRegistration,
        resourceNaming,
        usernamePolicy,
        passwordPolicy == null
            ? ProvisioningSettings.defaults(namespace, home).passwords()
            : passwordPolicy,
        passwordHasher,
        reconciliationGracePeriod,
        user -> {
          bans.forget(user.id());
          hook.beforeRemoval(user);
        },
        listener,
        provisioningTimeout,
        spares,
        quotas,
        asyncLimit);
  }

  /** Returns the resources of every user. */
  UserResources resources(Services services) {
    return new UserResources(
        services.channels(),
        services.channelOperations(),
        channelSettings,
        services.chatRoomOperations(),
        chatRoomSettings,
        services.stageOperations(),
        stageSettings);
  }

  UserProvisioner decorated(UserProvisioner provisioner) {
    return decorator.apply(provisioner);
  }
}
