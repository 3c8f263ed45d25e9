package io.streamcat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsClients;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.BanList;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.password.UserPasswords;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningSettings;
import io.streamcat.provisioning.RemovalHook;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.provisioning.ResourceNaming;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.UserResources;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRepository;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.time.Sleeper;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UsernamePolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * A builder of a {@link StreamCat}; not thread safe. Every setting has a default, except the user
 * repository and the ban list, which default to memory only if all endpoints are on this machine.
 *
 * <pre>{@code
 * StreamCat streamcat =
 *     StreamCat.builder()
 *         .region(Region.EU_WEST_1)
 *         .userRepository(UserRepository.inMemory()) // streamcat-jdbc has one for databases
 *         .banList(BanList.inMemory())
 *         .namespace("production")
 *         .build();
 * }</pre>
 */
public final class StreamCatBuilder {

  private static final ProvisioningSettings DEFAULTS =
      ProvisioningSettings.defaults(null, Home.of("local", null));
  private static final CallSettings CALLS = CallSettings.defaults();

  private @Nullable Region region;
  private @Nullable AwsCredentialsProvider credentialsProvider;
  private @Nullable URI endpointOverride;
  private @Nullable SdkHttpClient httpClient;
  private Consumer<AwsClientBuilder<?, ?>> clientCustomizer = builder -> {};
  private @Nullable IvsClient ivsClient;
  private @Nullable IvschatClient ivschatClient;
  private @Nullable IvsRealTimeClient ivsRealTimeClient;
  private @Nullable ChannelService channelService;
  private @Nullable ChatRoomService chatRoomService;
  private @Nullable RealTimeService realTimeService;
  private @Nullable PlaybackService playbackService;
  private BiFunction<
          ResourceOperations<Channel, ChannelSettings>,
          AwsCalls,
          ResourceOperations<Channel, ChannelSettings>>
      channelOperations = (own, calls) -> own;
  private BiFunction<
          ResourceOperations<ChatRoom, ChatRoomSettings>,
          AwsCalls,
          ResourceOperations<ChatRoom, ChatRoomSettings>>
      chatRoomOperations = (own, calls) -> own;
  private BiFunction<
          ResourceOperations<Stage, StageSettings>,
          AwsCalls,
          ResourceOperations<Stage, StageSettings>>
      stageOperations = (own, calls) -> own;
  private @Nullable ParticipantTokenSigner participantTokenSigner;
  private @Nullable PlaybackTokenSigner playbackTokenSigner;
  private @Nullable SigningKey participantSigningKey;
  private @Nullable SigningKey playbackSigningKey;
  private ChannelSettings channelSettings = ChannelSettings.defaults();
  private ChatRoomSettings chatRoomSettings = ChatRoomSettings.defaults();
  private StageSettings stageSettings = StageSettings.defaults();
  private @Nullable UserRepository userRepository;
  private @Nullable BanList banList;
  private BroadcastRepository broadcasts = BroadcastRepository.inMemory();
  private @Nullable BroadcastListener broadcastListener;
  private @Nullable String namespace;
  private @Nullable String account;
  private FailurePolicy failurePolicy = DEFAULTS.failurePolicy();
  private RemovalPolicy removalPolicy = DEFAULTS.removalPolicy();
  private RemovalHook removalHook = DEFAULTS.removalHook();
  private Set<ResourceKind> createAtRegistration = DEFAULTS.atRegistration();
  private ResourceNaming resourceNaming = DEFAULTS.naming();
  private UsernamePolicy usernamePolicy = DEFAULTS.usernames();
  private @Nullable PasswordPolicy passwordPolicy;
  private PasswordHasher passwordHasher = DEFAULTS.hasher();
  private Duration reconciliationGracePeriod = DEFAULTS.reconciliationGracePeriod();
  private ProvisioningListener listener = DEFAULTS.listener();
  private CallListener callListener = new CallListener() {};
  private @Nullable CallLimiter callLimiter;
  private boolean limitLocalCalls;
  private UnaryOperator<UserProvisioner> decorator = UnaryOperator.identity();
  private @Nullable Executor executor;
  private ContextCarrier contextCarrier = ContextCarrier.mdc();
  private Duration provisioningTimeout = DEFAULTS.timeout();
  private int asyncLimit = DEFAULTS.asyncLimit();
  private Duration closeTimeout = Duration.ofSeconds(20);
  private Duration callTimeout = CALLS.callTimeout();
  private Duration operationTimeout = CALLS.operationTimeout();
  private Duration consistencyWindow = CALLS.consistencyWindow();
  private Clock clock = CALLS.clock();
  private Sleeper sleeper = CALLS.sleeper();

  StreamCatBuilder() {}

  /**
   * Sets the AWS region.
   *
   * @param value the region, or null for the SDK's default chain
   * @return this
   */
  public StreamCatBuilder region(@Nullable Region value) {
    region = value;
    return this;
  }

  /**
   * Sets the credentials.
   *
   * @param value the credentials, or null for the SDK's default chain
   * @return this
   */
  public StreamCatBuilder credentialsProvider(@Nullable AwsCredentialsProvider value) {
    credentialsProvider = value;
    return this;
  }

  /**
   * Sets the endpoint of all three services, for emulators and proxies.
   *
   * @param value the endpoint, or null for AWS's
   * @return this
   */
  public StreamCatBuilder endpointOverride(@Nullable URI value) {
    endpointOverride = value;
    return this;
  }

  /**
   * Sets the HTTP client of the clients StreamCat builds.
   *
   * @param value the HTTP client, never closed by StreamCat; null for one on the JDK's own
   * @return this
   */
  public StreamCatBuilder httpClient(@Nullable SdkHttpClient value) {
    httpClient = value;
    return this;
  }

  /**
   * Adds a customizer of the clients StreamCat builds, for options without a setting here, such as
   * an execution interceptor or a metric publisher. The customizer is called last, once for each
   * client. Even if it enables the SDK's retries, StreamCat never repeats a create blindly.
   *
   * <p>A customizer extends {@code client.overrideConfiguration().toBuilder()}. The SDK's {@code
   * client.overrideConfiguration(c -> …)} replaces the settings of earlier customizers.
   *
   * @param value changes an {@code IvsClientBuilder}, {@code IvschatClientBuilder} or {@code
   *     IvsRealTimeClientBuilder}
   * @return this
   */
  public StreamCatBuilder clientCustomizer(Consumer<AwsClientBuilder<?, ?>> value) {
    clientCustomizer = clientCustomizer.andThen(Check.given("clientCustomizer", value));
    return this;
  }

  /**
   * Sets the client for channels.
   *
   * @param value the client, never closed by StreamCat; null to have one built
   * @return this
   */
  public StreamCatBuilder ivsClient(@Nullable IvsClient value) {
    ivsClient = value;
    return this;
  }

  /**
   * Sets the client for chat rooms.
   *
   * @param value the client, never closed by StreamCat; null to have one built
   * @return this
   */
  public StreamCatBuilder ivschatClient(@Nullable IvschatClient value) {
    ivschatClient = value;
    return this;
  }

  /**
   * Sets the client for stages.
   *
   * @param value the client, never closed by StreamCat; null to have one built
   * @return this
   */
  public StreamCatBuilder ivsRealTimeClient(@Nullable IvsRealTimeClient value) {
    ivsRealTimeClient = value;
    return this;
  }

  /**
   * Replaces the service for channels.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public StreamCatBuilder channelService(@Nullable ChannelService value) {
    channelService = value;
    return this;
  }

  /**
   * Replaces the service for chat rooms.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public StreamCatBuilder chatRoomService(@Nullable ChatRoomService value) {
    chatRoomService = value;
    return this;
  }

  /**
   * Replaces the service for stages.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public StreamCatBuilder realTimeService(@Nullable RealTimeService value) {
    realTimeService = value;
    return this;
  }

  /**
   * Replaces the operations that create, change and delete users' channels, for example by a {@link
   * io.streamcat.aws.ForwardingOperations} with another {@code create}.
   *
   * @param value returns the operations, from those of the service for channels and from the calls,
   *     which send requests of an AWS client with the same limits, retries and deadlines
   * @return this
   */
  public StreamCatBuilder channelOperations(
      BiFunction<
              ResourceOperations<Channel, ChannelSettings>,
              AwsCalls,
              ResourceOperations<Channel, ChannelSettings>>
          value) {
    channelOperations = Check.given("channelOperations", value);
    return this;
  }

  /**
   * Replaces the operations that create, change and delete users' chat rooms, as {@link
   * #channelOperations} does for channels.
   *
   * @param value returns the operations, from those of the service for chat rooms and from the
   *     calls
   * @return this
   */
  public StreamCatBuilder chatRoomOperations(
      BiFunction<
              ResourceOperations<ChatRoom, ChatRoomSettings>,
              AwsCalls,
              ResourceOperations<ChatRoom, ChatRoomSettings>>
          value) {
    chatRoomOperations = Check.given("chatRoomOperations", value);
    return this;
  }

  /**
   * Replaces the operations that create, change and delete users' stages, as {@link
   * #channelOperations} does for channels.
   *
   * @param value returns the operations, from those of the service for stages and from the calls
   * @return this
   */
  public StreamCatBuilder stageOperations(
      BiFunction<
              ResourceOperations<Stage, StageSettings>,
              AwsCalls,
              ResourceOperations<Stage, StageSettings>>
          value) {
    stageOperations = Check.given("stageOperations", value);
    return this;
  }

  /**
   * Replaces the service for private channels.
   *
   * @param value the service, or null for StreamCat's own
   * @return this
   */
  public StreamCatBuilder playbackService(@Nullable PlaybackService value) {
    playbackService = value;
    return this;
  }

  /**
   * Sets the signer of participant tokens.
   *
   * @param value the signer, or null to have AWS issue them
   * @return this
   */
  public StreamCatBuilder participantTokenSigner(@Nullable ParticipantTokenSigner value) {
    participantTokenSigner = value;
    return this;
  }

  /**
   * Sets the signer of playback tokens.
   *
   * @param value the signer, or null if none are issued
   * @return this
   */
  public StreamCatBuilder playbackTokenSigner(@Nullable PlaybackTokenSigner value) {
    playbackTokenSigner = value;
    return this;
  }

  /**
   * Sets the key with which participant tokens are signed, unless {@link #participantTokenSigner}
   * is set. The public key is imported when the first token is signed; later tokens need no call of
   * AWS.
   *
   * @param value the key pair, whose private key the application stores safely; null to have AWS
   *     issue tokens
   * @return this
   */
  public StreamCatBuilder participantSigningKey(@Nullable SigningKey value) {
    participantSigningKey = value;
    return this;
  }

  /**
   * Sets the key with which playback tokens are signed, unless {@link #playbackTokenSigner} is set.
   * The public key is imported when the first token is signed.
   *
   * @param value the key pair, whose private key the application stores safely; null if no tokens
   *     are issued
   * @return this
   */
  public StreamCatBuilder playbackSigningKey(@Nullable SigningKey value) {
    playbackSigningKey = value;
    return this;
  }

  /**
   * Sets the settings of every user's channel.
   *
   * @param value the settings; AWS's defaults unless set
   * @return this
   */
  public StreamCatBuilder channelSettings(ChannelSettings value) {
    channelSettings = Check.given("channelSettings", value);
    return this;
  }

  /**
   * Sets the settings of every user's chat room.
   *
   * @param value the settings; AWS's defaults unless set
   * @return this
   */
  public StreamCatBuilder chatRoomSettings(ChatRoomSettings value) {
    chatRoomSettings = Check.given("chatRoomSettings", value);
    return this;
  }

  /**
   * Sets the settings of every user's stage.
   *
   * @param value the settings; AWS's defaults unless set
   * @return this
   */
  public StreamCatBuilder stageSettings(StageSettings value) {
    stageSettings = Check.given("stageSettings", value);
    return this;
  }

  /**
   * Sets the repository of users. It must be set unless all clients have endpoints on this machine,
   * such as an emulator's: then users are stored in memory. {@link UserRepository#inMemory()}
   * stores them in memory in every case; they are lost when the program ends.
   *
   * @param value the repository
   * @return this
   */
  public StreamCatBuilder userRepository(UserRepository value) {
    userRepository = Check.given("userRepository", value);
    return this;
  }

  /**
   * Sets the list of users who are banned from chat rooms. It must be set unless all clients have
   * endpoints on this machine, such as an emulator's: then bans are stored in memory. {@link
   * BanList#inMemory()} stores them in memory in every case; they are lost when the program ends.
   *
   * @param value the list
   * @return this
   */
  public StreamCatBuilder banList(BanList value) {
    banList = Check.given("banList", value);
    return this;
  }

  /**
   * Sets the repository of broadcasts.
   *
   * @param value the repository; in memory unless set
   * @return this
   */
  public StreamCatBuilder broadcasts(BroadcastRepository value) {
    broadcasts = Check.given("broadcasts", value);
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
   * Sets the namespace, which separates environments that share an AWS account.
   *
   * @param value 1 to 32 characters of {@code [a-zA-Z0-9-_]}; {@code streamcat} unless set
   * @return this
   */
  public StreamCatBuilder namespace(String value) {
    namespace = Check.given("namespace", value);
    return this;
  }

  /**
   * Sets the policy for users whose provisioning fails.
   *
   * @param value the policy; {@link FailurePolicy#ROLL_BACK} unless set
   * @return this
   */
  public StreamCatBuilder failurePolicy(FailurePolicy value) {
    failurePolicy = Check.given("failurePolicy", value);
    return this;
  }

  /**
   * Sets the policy for the records of users who are deprovisioned.
   *
   * @param value {@link RemovalPolicy#DELETE} unless set
   * @return this
   */
  public StreamCatBuilder removalPolicy(RemovalPolicy value) {
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
  public StreamCatBuilder removalHook(RemovalHook value) {
    removalHook = Check.given("removalHook", value);
    return this;
  }

  /**
   * Sets the AWS account in which resources are created. If it is not set, StreamCat learns the
   * account from the ARN of the first resource. Until then, users of all accounts in the region
   * count as users of this account.
   *
   * @param value the 12 digits of the account
   * @return this
   */
  public StreamCatBuilder account(String value) {
    account = Check.given("account", value);
    return this;
  }

  /**
   * Sets the kinds of resources that are created at registration. The others are created on demand,
   * because an account is limited to 1,000 stages.
   *
   * @param value the kinds; all unless set
   * @return this
   */
  public StreamCatBuilder createAtRegistration(Set<ResourceKind> value) {
    createAtRegistration = Check.given("createAtRegistration", value);
    return this;
  }

  /**
   * Sets the naming of resources in AWS.
   *
   * @param value the naming
   * @return this
   */
  public StreamCatBuilder resourceNaming(ResourceNaming value) {
    resourceNaming = Check.given("resourceNaming", value);
    return this;
  }

  /**
   * Sets the rules for usernames.
   *
   * @param value the policy; {@link UsernamePolicy#standard()} unless set
   * @return this
   */
  public StreamCatBuilder usernamePolicy(UsernamePolicy value) {
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
  public StreamCatBuilder passwordPolicy(PasswordPolicy value) {
    passwordPolicy = Check.given("passwordPolicy", value);
    return this;
  }

  /**
   * Sets the password hasher.
   *
   * @param value the hasher; {@link PasswordHasher#argon2id()} unless set
   * @return this
   */
  public StreamCatBuilder passwordHasher(PasswordHasher value) {
    passwordHasher = Check.given("passwordHasher", value);
    return this;
  }

  /**
   * Sets the minimum age of resources that reconciliation may change or delete.
   *
   * @param value at least as long as a lease: three times the sum of operation and call timeout,
   *     and five seconds; one hour unless set
   * @return this
   */
  public StreamCatBuilder reconciliationGracePeriod(Duration value) {
    reconciliationGracePeriod = Check.given("reconciliationGracePeriod", value);
    return this;
  }

  /**
   * Sets the listener to the steps of users: their phases, failures and durations.
   *
   * @param value the listener, in place of an earlier one
   * @return this
   */
  public StreamCatBuilder listener(ProvisioningListener value) {
    listener = Check.given("listener", value);
    return this;
  }

  /**
   * Sets the limiter of calls of AWS per second. Calls above the rate wait; registrations come
   * before recovery, reconciliation and {@link StreamCat#runAtBackgroundPriority}.
   *
   * @param value the limiter; null for {@link CallLimiter#standard()}, and no limiter for a client
   *     whose endpoint is on this machine and thus not AWS's. Servers that share an account use
   *     {@link CallLimiter#shared}
   * @return this
   */
  public StreamCatBuilder callLimiter(@Nullable CallLimiter value) {
    callLimiter = value;
    return this;
  }

  /**
   * Enables the rate limits for calls to an endpoint on this machine, so that bursts behave in
   * development as in production. An emulator should then enforce the quotas, too. A limiter that
   * is set explicitly always applies.
   *
   * @param value false unless set
   * @return this
   */
  public StreamCatBuilder limitLocalCalls(boolean value) {
    limitLocalCalls = value;
    return this;
  }

  /**
   * Sets the listener to calls of AWS: their outcomes and durations, repetitions and waits.
   *
   * @param value the listener, in place of an earlier one; {@link CallListener#all} combines
   *     several
   * @return this
   */
  public StreamCatBuilder callListener(CallListener value) {
    callListener = Check.given("callListener", value);
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
  public StreamCatBuilder decorator(UnaryOperator<UserProvisioner> value) {
    Check.given("decorator", value);
    UnaryOperator<UserProvisioner> before = decorator;
    decorator = users -> value.apply(before.apply(users));
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
   * Sets the default timeout of a registration, including the wait for its turn.
   *
   * @param value positive and at most 365 days; 30 seconds unless set
   * @return this
   */
  public StreamCatBuilder provisioningTimeout(Duration value) {
    provisioningTimeout = Check.given("provisioningTimeout", value);
    return this;
  }

  /**
   * Sets the most registrations of one priority that may be under way or wait in {@link
   * UserProvisioner#provisionAsync}; more are rejected.
   *
   * @param value at least 1; 1,000 unless set
   * @return this
   */
  public StreamCatBuilder asyncLimit(int value) {
    asyncLimit = value;
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
   * Sets the longest one HTTP call may take, from its first byte sent to the last received. Time
   * spent on fetching credentials before the call does not count, but no call is sent after its
   * deadline.
   *
   * @param value positive; 10 seconds unless set
   * @return this
   */
  public StreamCatBuilder callTimeout(Duration value) {
    callTimeout = Check.given("callTimeout", value);
    return this;
  }

  /**
   * Sets the longest that creating, finding or deleting one resource may take, with retries and
   * look-ups.
   *
   * @param value at least the call timeout; 30 seconds unless set
   * @return this
   */
  public StreamCatBuilder operationTimeout(Duration value) {
    operationTimeout = Check.given("operationTimeout", value);
    return this;
  }

  /**
   * Sets the consistency window: the longest time for which a new resource may be missing from
   * AWS's lists. A create whose outcome is unknown is repeated only if the resource was not found
   * for this long.
   *
   * @param value less than the operation timeout; 5 seconds unless set. AWS documents no figure
   * @return this
   */
  public StreamCatBuilder consistencyWindow(Duration value) {
    consistencyWindow = Check.given("consistencyWindow", value);
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
   * Builds the StreamCat. No call of AWS is made.
   *
   * @return a new StreamCat, for the caller to close
   * @throws InvalidInputException if a setting breaks a limit, or if {@link #userRepository} or
   *     {@link #banList} is not set although AWS is not an endpoint on this machine
   * @throws StreamCatException if no region is set and the SDK's default chain finds none
   */
  public StreamCat build() {
    List<AutoCloseable> owned = new ArrayList<>();
    try {
      return build(owned);
    } catch (RuntimeException e) {
      Resources.close(owned);
      throw e;
    }
  }

  private StreamCat build(List<AutoCloseable> owned) {
    Check.atMostAYear("closeTimeout", closeTimeout);
    Check.that(!closeTimeout.isNegative(), "closeTimeout", "not negative", "is " + closeTimeout);
    AwsCalls calls =
        AwsCalls.create(
                new CallSettings(clock, sleeper, callTimeout, operationTimeout, consistencyWindow),
                callListener,
                limiter())
            .inAccount(account);
    PasswordPolicy passwords =
        passwordPolicy == null
            ? ProvisioningSettings.defaults(namespace, DEFAULTS.home()).passwords()
            : passwordPolicy;
    // Checked first, because building clients needs a region.
    UserRepository users =
        stored(userRepository, UserRepository::inMemory, "userRepository", "UserRepository");
    BanList bans = stored(banList, BanList::inMemory, "banList", "BanList");
    ProvisioningSettings checked =
        new ProvisioningSettings(
            namespace,
            Home.of(region == null ? "local" : region.id(), account),
            failurePolicy,
            removalPolicy,
            createAtRegistration,
            resourceNaming,
            usernamePolicy,
            passwords,
            passwordHasher,
            reconciliationGracePeriod,
            forgettingBans(bans),
            listener,
            provisioningTimeout,
            asyncLimit);
    AwsClients clients = clients(owned);
    IvsClient ivs = ivs(clients, owned);
    ProvisioningSettings settings = checked.with(home(ivs));
    ChannelService channels = channels(ivs, calls);
    ChatRoomService chatRooms = chatRooms(clients, calls, owned);
    RealTimeService stages = stages(clients, calls, owned);
    UserResources resources =
        new UserResources(
            channels,
            channelOperations.apply(channels, calls),
            channelSettings,
            chatRoomOperations.apply(chatRooms, calls),
            chatRoomSettings,
            stageOperations.apply(stages, calls),
            stageSettings);
    PlaybackService playback = playback(ivs, calls);
    Executor own = executor == null ? own(Executors.forResources(), owned) : executor;
    Executor async = executor == null ? forRegistrations(owned) : executor;
    WorkInProgress work = new WorkInProgress();
    UserProvisioner provisioner =
        decorator.apply(
            new TrackedUserProvisioner(
                UserProvisioner.create(
                    users,
                    resources,
                    calls,
                    Executors.carrying(own, contextCarrier),
                    Executors.carrying(async, contextCarrier),
                    settings),
                work));
    return new StreamCat(
        provisioner,
        UserPasswords.create(users, passwordHasher, passwords, clock),
        channels,
        chatRooms,
        stages,
        UserChannels.create(provisioner, channels, clock, UserChannels.MAX_AGE),
        UserChatRooms.create(provisioner, chatRooms, bans, clock),
        playback,
        UserStages.create(provisioner, stages, participantSigner(stages, settings)),
        UserPlayback.create(provisioner, playback, playbackSigner(playback, settings)),
        Broadcasts.create(broadcasts, new ChannelSessions(channels), broadcastListener, clock),
        new Lifecycle(work, calls, closeTimeout, owned));
  }

  /** Without a limiter, calls to an endpoint on this machine are not limited. */
  private @Nullable CallLimiter limiter() {
    return callLimiter == null && limitLocalCalls ? CallLimiter.standard(clock) : callLimiter;
  }

  /** Data in memory is lost at the next start, so memory must be chosen explicitly. */
  private <S> S stored(@Nullable S set, Supplier<S> inMemory, String method, String type) {
    if (set != null) {
      return set;
    }
    Check.that(
        isLocal(),
        method,
        "set by StreamCatBuilder."
            + method
            + "(…), or by "
            + method
            + "("
            + type
            + ".inMemory()) to lose what it stores when the program ends; it may be left out only"
            + " for an endpoint on this machine",
        "is missing");
    return inMemory.get();
  }

  /** Removing a user also deletes the user's bans. */
  private RemovalHook forgettingBans(BanList bans) {
    RemovalHook hook = removalHook;
    return user -> {
      bans.forget(user.id());
      hook.beforeRemoval(user);
    };
  }

  /** Returns whether all endpoints are on this machine. */
  private boolean isLocal() {
    return isLocal(ivsClient) && isLocal(ivschatClient) && isLocal(ivsRealTimeClient);
  }

  private boolean isLocal(@Nullable AwsClient client) {
    return AwsClients.isLocal(
        client == null
            ? endpointOverride
            : client.serviceClientConfiguration().endpointOverride().orElse(null));
  }

  private AwsClients clients(List<AutoCloseable> owned) {
    SdkHttpClient http = httpClient;
    if (http == null) {
      http = own(AwsClients.newHttpClient(callTimeout), owned);
    }
    return new AwsClients(region, credentialsProvider, endpointOverride, http, clientCustomizer);
  }

  /** The region of the client for channels; without such a client, the configured region. */
  private Home home(@Nullable IvsClient ivs) {
    Region client = ivs == null ? null : ivs.serviceClientConfiguration().region();
    Region known = client == null ? region : client;
    return Home.of(known == null ? "local" : known.id(), account);
  }

  /** Builds only the clients that are needed, because a replaced service needs no region. */
  private @Nullable IvsClient ivs(AwsClients clients, List<AutoCloseable> owned) {
    if (ivsClient != null || channelService != null) {
      return ivsClient;
    }
    return own(clients.ivs(), owned);
  }

  private PlaybackService playback(@Nullable IvsClient ivs, AwsCalls calls) {
    if (playbackService != null) {
      return playbackService;
    }
    return ivs == null
        ? PlaybackService.deferred(StreamCatBuilder::noPlayback)
        : PlaybackService.create(ivs, calls);
  }

  private @Nullable ParticipantTokenSigner participantSigner(
      RealTimeService stages, ProvisioningSettings settings) {
    return participantTokenSigner != null || participantSigningKey == null
        ? participantTokenSigner
        : ParticipantTokenSigner.create(
            participantSigningKey,
            SigningKeys.create(stages::publicKeys, settings.effectiveNamespace(), clock),
            clock);
  }

  private @Nullable PlaybackTokenSigner playbackSigner(
      PlaybackService playback, ProvisioningSettings settings) {
    return playbackTokenSigner != null || playbackSigningKey == null
        ? playbackTokenSigner
        : PlaybackTokenSigner.create(
            playbackSigningKey,
            SigningKeys.create(playback::keyPairs, settings.effectiveNamespace(), clock),
            clock);
  }

  private static PlaybackService noPlayback() {
    throw new StreamCatException(
        "the service for channels is replaced: set StreamCatBuilder.playbackService or ivsClient,"
            + " too",
        false,
        null);
  }

  private ChannelService channels(@Nullable IvsClient ivs, AwsCalls calls) {
    return channelService == null
        ? ChannelService.create(Objects.requireNonNull(ivs), calls)
        : channelService;
  }

  private ChatRoomService chatRooms(AwsClients clients, AwsCalls calls, List<AutoCloseable> owned) {
    return chatRoomService == null
        ? ChatRoomService.create(
            ivschatClient == null ? own(clients.ivschat(), owned) : ivschatClient, calls)
        : chatRoomService;
  }

  private RealTimeService stages(AwsClients clients, AwsCalls calls, List<AutoCloseable> owned) {
    return realTimeService == null
        ? RealTimeService.create(
            ivsRealTimeClient == null ? own(clients.ivsRealTime(), owned) : ivsRealTimeClient,
            calls)
        : realTimeService;
  }

  private static Executor forRegistrations(List<AutoCloseable> owned) {
    return Executors.byPriority(
        own(Executors.forRegistrations(), owned), own(Executors.forRegistrations(), owned));
  }

  private static ExecutorService own(ExecutorService threads, List<AutoCloseable> owned) {
    owned.add(threads::shutdownNow);
    return threads;
  }

  private static <C extends AutoCloseable> C own(C resource, List<AutoCloseable> owned) {
    owned.add(resource);
    return resource;
  }
}
