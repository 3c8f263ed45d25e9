package io.streamcat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallSettings;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.BanList;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;
import io.streamcat.password.UserPasswords;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.DefaultUserProvisioner;
import io.streamcat.provisioning.internal.ProvisioningSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A builder of a {@link StreamCat}; not thread safe. Every option has a default, except the stores
 * of users and bans, which default to memory only if all endpoints are on this machine.
 *
 * <pre>{@code
 * StreamCat streamcat =
 *     StreamCat.builder()
 *         .aws(a -> a.region(Region.EU_WEST_1))
 *         .users(u -> u.namespace("production"))
 *         // streamcat-jdbc has stores for databases
 *         .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()))
 *         .build();
 * }</pre>
 */
public final class StreamCatBuilder {

  private static final CallSettings CALLS = CallSettings.defaults();

  private final AwsOptions aws = new AwsOptions();
  private final UserOptions users = new UserOptions();
  private final StorageOptions storage = new StorageOptions();
  private final ServiceOptions services = new ServiceOptions();
  private @Nullable BroadcastListener broadcastListener;
  private @Nullable Executor executor;
  private ContextCarrier contextCarrier = ContextCarrier.mdc();
  private Duration closeTimeout = Duration.ofSeconds(20);
  private Clock clock = CALLS.clock();
  private Sleeper sleeper = CALLS.sleeper();

  StreamCatBuilder() {}

  /**
   * Sets options for AWS: account, region and credentials, clients, and limits of the calls.
   *
   * @param options receives the options, to change some; options of earlier calls stay
   * @return this
   */
  public StreamCatBuilder aws(Consumer<AwsOptions> options) {
    Check.given("aws", options).accept(aws);
    return this;
  }

  /**
   * Sets options for users: their resources, names and passwords, and the rules of registration and
   * removal.
   *
   * @param options receives the options, to change some; options of earlier calls stay
   * @return this
   */
  public StreamCatBuilder users(Consumer<UserOptions> options) {
    Check.given("users", options).accept(users);
    return this;
  }

  /**
   * Sets the stores of users, bans and broadcasts.
   *
   * @param options receives the options, to change some; options of earlier calls stay
   * @return this
   */
  public StreamCatBuilder storage(Consumer<StorageOptions> options) {
    Check.given("storage", options).accept(storage);
    return this;
  }

  /**
   * Replaces services, and sets the keys that sign tokens.
   *
   * @param options receives the options, to change some; options of earlier calls stay
   * @return this
   */
  public StreamCatBuilder services(Consumer<ServiceOptions> options) {
    Check.given("services", options).accept(services);
    return this;
  }

  /**
   * Sets the listener to broadcasts.
   *
   * @param value the listener, or null for none
   * @return this
   */
  public StreamCatBuilder broadcastListener(@Nullable BroadcastListener value) {
    broadcastListener = value;
    return this;
  }

  /**
   * Sets the executor of the work on one user's resources, and of {@link
   * UserProvisioner#provisionAsync}, for example one with virtual threads.
   *
   * @param value the executor, never shut down by StreamCat; null for threads of its own, at most
   *     32 of them for asynchronous registrations of each priority. On an executor with few
   *     threads, background registrations delay foreground registrations
   * @return this
   */
  public StreamCatBuilder executor(@Nullable Executor value) {
    executor = value;
    return this;
  }

  /**
   * Sets the carrier of a caller's context to the threads that work for it.
   *
   * @param value the carrier; {@link ContextCarrier#mdc()} unless set
   * @return this
   */
  public StreamCatBuilder contextCarrier(ContextCarrier value) {
    contextCarrier = Check.given("contextCarrier", value);
    return this;
  }

  /**
   * Sets the longest that {@link StreamCat#close} waits for calls under way.
   *
   * @param value not negative and at most 365 days; 20 seconds unless set
   * @return this
   */
  public StreamCatBuilder closeTimeout(Duration value) {
    closeTimeout = Check.given("closeTimeout", value);
    return this;
  }

  /**
   * Sets the clock.
   *
   * @param value the clock; the system's unless set
   * @return this
   */
  public StreamCatBuilder clock(Clock value) {
    clock = Check.given("clock", value);
    return this;
  }

  /**
   * Sets the sleeper; a test passes one that advances its clock.
   *
   * @param value the sleeper; {@link Thread#sleep} unless set
   * @return this
   */
  public StreamCatBuilder sleeper(Sleeper value) {
    sleeper = Check.given("sleeper", value);
    return this;
  }

  /**
   * Checks the options of {@link #aws} and {@link #users} and the time to close as {@link #build}
   * does, but builds nothing. Frameworks that create a StreamCat on first use can so reject wrong
   * settings at start. Region, stores and services are not checked.
   *
   * @throws InvalidInputException if a setting breaks a limit
   */
  public void check() {
    var unused = checked(aws.calls(clock, sleeper), BanList.inMemory());
  }

  /**
   * Builds the StreamCat. No call of AWS is made.
   *
   * @return a new StreamCat, for the caller to close
   * @throws InvalidInputException if a setting breaks a limit, or if the users or bans of {@link
   *     #storage} are not set although AWS is not an endpoint on this machine
   * @throws StreamCatException if no region is set and the SDK's default chain finds none
   */
  public StreamCat build() {
    Owned owned = new Owned();
    try {
      return build(owned);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  private StreamCat build(Owned owned) {
    AwsCalls calls = aws.calls(clock, sleeper);
    UserRepository repository = storage.users(aws.isLocal());
    BanList bans = storage.bans(aws.isLocal());
    // Before clients are built, because building them needs a region.
    ProvisioningSettings checked = checked(calls, bans);
    Services services = this.services.services(aws.clients(owned), calls);
    ProvisioningSettings settings = checked.with(aws.home(services.ivs()));
    WorkInProgress work = new WorkInProgress();
    UserProvisioner provisioner =
        users.decorated(
            new TrackedUserProvisioner(
                DefaultUserProvisioner.create(
                    repository,
                    users.resources(services),
                    calls,
                    Executors.carrying(forResources(owned), contextCarrier),
                    Executors.carrying(forRegistrations(owned), contextCarrier),
                    settings),
                work));
    return new StreamCat(
        provisioner,
        UserPasswords.create(repository, settings.hasher(), settings.passwords(), clock),
        services,
        operations(provisioner, services, bans, settings.effectiveNamespace()),
        new Lifecycle(work, calls, closeTimeout, owned));
  }

  private ProvisioningSettings checked(AwsCalls calls, BanList bans) {
    Check.atMostAYear("closeTimeout", closeTimeout);
    Check.that(!closeTimeout.isNegative(), "closeTimeout", "not negative", "is " + closeTimeout);
    return users.settings(aws.home(), bans).checkedWith(calls.settings());
  }

  private Operations operations(
      UserProvisioner provisioner, Services all, BanList bans, String namespace) {
    return new Operations(
        UserChannels.create(provisioner, all.channels(), clock, UserChannels.MAX_AGE),
        UserChatRooms.create(provisioner, all.chatRooms(), bans, clock),
        UserStages.create(
            provisioner, all.stages(), services.participantSigner(all.stages(), namespace, clock)),
        UserPlayback.create(
            provisioner, all.playback(), services.playbackSigner(all.playback(), namespace, clock)),
        Broadcasts.create(
            storage.broadcasts(),
            new ServiceSessions(all.channels(), all.stages()),
            broadcastListener,
            clock));
  }

  private Executor forResources(Owned owned) {
    return executor == null ? owned.add(Executors.forResources()) : executor;
  }

  private Executor forRegistrations(Owned owned) {
    return executor == null
        ? Executors.byPriority(
            owned.add(Executors.forRegistrations()), owned.add(Executors.forRegistrations()))
        : executor;
  }
}
