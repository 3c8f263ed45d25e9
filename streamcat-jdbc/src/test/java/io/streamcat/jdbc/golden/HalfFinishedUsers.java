package io.streamcat.jdbc.golden;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.emulator.FaultRule;
import io.streamcat.password.PasswordHasher;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.CrashSimulator;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Users in every half-finished state: for each kind of work, a server dies before each of its
 * calls. The id of a user names the work and the call.
 */
final class HalfFinishedUsers {

  private final EmulatedAws aws;
  private final UserRepository users;
  private int spares;

  HalfFinishedUsers(EmulatedAws aws, UserRepository users) {
    this.aws = aws;
    this.users = users;
  }

  void create() {
    complete();
    anonymised();
    registerSuspended(UserId.of("suspended"), Duration.ofDays(10_000));
    spares = 1;
    die(
        "take-spare",
        id -> createSpares(),
        (server, id) -> server.users().provision(NewUser.withId(id.value())));
    spares = 0;
    String storage = aws.createStorage();
    die("register", id -> {}, (server, id) -> server.users().provision(newUser(id)));
    die("register-answers-lost", id -> loseAnswers(), this::registerWithLostAnswers);
    die("remove", this::registerLive, (server, id) -> server.users().deprovision(id));
    die("create-stage", this::registerWithoutStage, (server, id) -> server.users().ensureStage(id));
    die(
        "forgo-stage",
        this::requestStageInVain,
        (server, id) -> server.users().forgo(id, ResourceKind.STAGE));
    die(
        "rotate-key",
        this::registerLive,
        (server, id) -> server.users().rotateStreamKey(id, LiveChannelPolicy.STOP));
    die("change-channel", this::register, this::changeChannel);
    die(
        "change-room",
        this::register,
        (server, id) ->
            server.users().changeChatRoom(id, change -> change.maximumMessageLength(7)));
    die(
        "change-stage",
        this::register,
        (server, id) ->
            server
                .users()
                .changeStage(id, change -> change.recording(ParticipantRecording.to(storage))));
    die("rename", this::register, (server, id) -> server.users().rename(id, id.value() + "-new"));
    die("suspend", this::registerLive, (server, id) -> suspend(server, id, Duration.ofDays(7)));
    die(
        "reinstate",
        id -> registerSuspended(id, Duration.ofDays(7)),
        (server, id) -> server.suspensions().reinstate(id));
    fail("fetch-key", this::registerWithoutKey);
    fail("adopt", this::adoptWhileTagsAreRejected);
    fail("no-stage", this::registerWhileStagesAreRejected);
    fail("roll-back", this::rollBackWhileDeletesAreRejected);
    fail("surplus", this::registerWithSurplusChannel);
    fail("restore", this::changeChannelWithoutAnswer);
    fail("wait", this::changeAndRotateWhileLive);
    assertThat(pendingTasks()).containsExactlyInAnyOrderElementsOf(kindsOfTasks());
  }

  /** Kills a server before each call of some work, each time with another user. */
  private void die(String name, Consumer<UserId> preparation, BiConsumer<StreamCat, UserId> work) {
    boolean isDone = false;
    for (int call = 0; !isDone; call++) {
      UserId id = UserId.of(String.format(Locale.ROOT, "%s-%02d", name, call));
      preparation.accept(id);
      CrashSimulator process = new CrashSimulator(2 * call + 1);
      try (StreamCat lasting = server().build();
          StreamCat server = dying(process, lasting)) {
        Throwable end = catchThrowable(() -> work.accept(server, id));
        isDone = !process.isDead();
        assertThat(end == null).as("%s", end).isEqualTo(isDone);
      }
      aws.emulator().faults().clear();
    }
  }

  private StreamCat dying(CrashSimulator process, StreamCat lasting) {
    return server()
        .storage(s -> s.users(process.watch(UserRepository.class, users)))
        .services(
            s ->
                s.channelService(process.watch(ChannelService.class, lasting.channelService()))
                    .chatRoomService(
                        process.watch(ChatRoomService.class, lasting.chatRoomService()))
                    .realTimeService(
                        process.watch(RealTimeService.class, lasting.realTimeService())))
        .build();
  }

  private StreamCatBuilder server() {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(FailurePolicy.RESUME).spares(spares, spares))
        .executor(Runnable::run);
  }

  private void createSpares() {
    try (StreamCat server = server().build()) {
      var unused = server.recovery().run();
    }
  }

  /** Runs work that fails or leaves something to recovery without a crash. */
  private void fail(String name, BiConsumer<StreamCat, UserId> work) {
    UserId id = UserId.of(name);
    try (StreamCat server = server().build()) {
      work.accept(server, id);
    }
    aws.emulator().faults().clear();
    assertThat(users.findById(id).orElseThrow().pending().list()).as(name).isNotEmpty();
  }

  private static NewUser newUser(UserId id) {
    return NewUser.withId(id.value())
        .withUsername(id.value())
        .withChatRoom(change -> change.maximumMessageLength(100));
  }

  private void complete() {
    try (StreamCat server =
        server().users(u -> u.passwordHasher(PasswordHasher.argon2id())).build()) {
      server.users().provision(NewUser.of("complete", PASSWORD).withIdempotencyKey("form-4711"));
    }
  }

  private void anonymised() {
    try (StreamCat server = server().users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE)).build()) {
      User user = server.users().provision(NewUser.withId("anonymised"));
      server.users().deprovision(user.id());
    }
  }

  private void register(UserId id) {
    try (StreamCat server = server().build()) {
      server.users().provision(newUser(id));
    }
  }

  private void registerLive(UserId id) {
    register(id);
    startStream(id);
  }

  private void startStream(UserId id) {
    aws.emulator().startStream(users.findById(id).orElseThrow().user().channel().arn());
  }

  private void registerSuspended(UserId id, Duration duration) {
    registerLive(id);
    try (StreamCat server = server().build()) {
      suspend(server, id, duration);
    }
  }

  private void suspend(StreamCat server, UserId id, Duration duration) {
    server.suspensions().suspend(id, "showed a film; \u00e9", aws.time().instant().plus(duration));
  }

  private void registerWithoutStage(UserId id) {
    try (StreamCat server =
        server()
            .users(
                u ->
                    u.createAtRegistration(
                        EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM)))
            .build()) {
      server.users().provision(newUser(id));
    }
  }

  /** Leaves a request for a stage which may exist, because no answer shows it. */
  private void requestStageInVain(UserId id) {
    registerWithoutStage(id);
    aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
    aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException").times(0));
    try (StreamCat server = server().build()) {
      assertThat(catchThrowable(() -> server.users().ensureStage(id))).isNotNull();
    }
    aws.emulator().faults().clear();
  }

  private void loseAnswers() {
    for (String create : Set.of("CreateChannel", "CreateRoom", "CreateStage")) {
      aws.emulator().faults().add(FaultRule.responseLost(create));
    }
    aws.emulator().faults().add(FaultRule.staleList("*", Duration.ofSeconds(2)));
  }

  private void registerWithLostAnswers(StreamCat server, UserId id) {
    server.users().provision(newUser(id));
  }

  private void changeChannel(StreamCat server, UserId id) {
    server
        .users()
        .changeChannel(id, change -> change.type(ChannelType.BASIC), LiveChannelPolicy.REFUSE);
  }

  private void registerWithoutKey(StreamCat server, UserId id) {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
    aws.emulator().faults().add(FaultRule.staleList("ListStreamKeys", Duration.ofHours(1)));
    server.users().provision(newUser(id));
  }

  private void registerWhileStagesAreRejected(StreamCat server, UserId id) {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
    assertThat(catchThrowable(() -> server.users().provision(newUser(id)))).isNotNull();
  }

  private void adoptWhileTagsAreRejected(StreamCat server, UserId id) {
    Existing existing = Existing.channel(aws.create("CreateChannel", "{\"name\":\"old\"}"));
    aws.emulator().faults().add(FaultRule.error("TagResource", "AccessDeniedException"));
    assertThat(catchThrowable(() -> server.users().adopt(newUser(id), existing.creatingMissing())))
        .isNotNull();
  }

  private void rollBackWhileDeletesAreRejected(StreamCat server, UserId id) {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
    aws.emulator().faults().add(FaultRule.error("DeleteRoom", "AccessDeniedException"));
    try (StreamCat rollingBack =
        server().users(u -> u.failurePolicy(FailurePolicy.ROLL_BACK)).build()) {
      assertThat(catchThrowable(() -> rollingBack.users().provision(newUser(id)))).isNotNull();
    }
  }

  private void registerWithSurplusChannel(StreamCat server, UserId id) {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
    // Longer than the consistency window, so that the create is repeated and leaves two channels.
    aws.emulator().faults().add(FaultRule.staleList("ListChannels", Duration.ofMinutes(1)));
    UserRepository unavailable =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new IllegalStateException("the database is unavailable");
            });
    try (StreamCat failing = server().storage(s -> s.users(unavailable)).build()) {
      assertThat(catchThrowable(() -> failing.users().provision(newUser(id)))).isNotNull();
    }
    aws.time().advance(Duration.ofHours(1));
    aws.emulator().faults().clear();
    aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
    server.users().resume(id);
  }

  private void changeChannelWithoutAnswer(StreamCat server, UserId id) {
    register(id);
    aws.emulator().faults().add(FaultRule.responseLost("UpdateChannel"));
    changeChannel(server, id);
  }

  private void changeAndRotateWhileLive(StreamCat server, UserId id) {
    registerLive(id);
    server
        .users()
        .changeChannel(id, change -> change.type(ChannelType.BASIC), LiveChannelPolicy.WAIT);
    server.users().rotateStreamKey(id, LiveChannelPolicy.WAIT);
  }

  private Set<String> pendingTasks() {
    Set<String> found = new TreeSet<>();
    users.stream()
        .flatMap(record -> record.pending().list().stream())
        .forEach(task -> found.add(task.getClass().getSimpleName()));
    return found;
  }

  private static Set<String> kindsOfTasks() {
    Set<String> kinds = new TreeSet<>();
    for (Class<?> kind : PendingTask.class.getPermittedSubclasses()) {
      kinds.add(kind.getSimpleName());
    }
    return kinds;
  }
}
