package io.streamcat.simulation.provisioning;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.UserChannels;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ResourcePolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.provisioning.internal.ProvisioningSettings;
import io.streamcat.provisioning.internal.ProvisioningSettings.SpareSettings;
import io.streamcat.provisioning.internal.SimulatedProvisioners;
import io.streamcat.provisioning.internal.UserResources;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageChange;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.SimulatedServer;
import io.streamcat.simulation.aws.SimulatedTransport;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server with the real provisioner, and an application on it that executes a script. */
final class UserServer {

  private static final Duration AFTER_RESTART = Duration.ofSeconds(10);

  /** The time that an interrupted call may still take to record its results. */
  private static final Duration TO_END = Duration.ofSeconds(1);

  private static final ParticipantRecording RECORDING =
      ParticipantRecording.to("arn:aws:ivs:us-east-1:123456789012:storage-configuration/a1b2c3");

  private final World world;
  private final SimulatedServer server;
  private final Home home;

  /** Creates a provisioner with a number of spares and default settings. */
  private final BiFunction<Integer, Defaults, UserProvisioner> provisioners;

  private final UserProvisioner provisioner;
  private final UserChannels channels;
  private final List<Call> begun = new ArrayList<>();
  private List<Act> rest = List.of();

  /**
   * Creates a server.
   *
   * @param account the setting of that name; without it, the server learns its account
   */
  UserServer(World world, SimulatedServer server, @Nullable String account) {
    this.world = world;
    this.server = server;
    this.home = Home.of("us-east-1", account);
    SimulatedTransport transport =
        new SimulatedTransport(world.scheduler(), world.aws(), World.CALL_TIMEOUT);
    Random random = new Random(server.toString().hashCode());
    AwsCalls calls =
        SimulatedCalls.create(
            new CallSettings(
                server.clock(),
                server.sleeper(),
                World.CALL_TIMEOUT,
                World.OPERATION_TIMEOUT,
                World.CONSISTENCY_WINDOW),
            random::nextDouble);
    ChannelService channelService = ChannelService.create(world.aws().ivs(transport), calls);
    ChatRoomService rooms = ChatRoomService.create(world.aws().ivschat(transport), calls);
    RealTimeService stages = RealTimeService.create(world.aws().ivsRealTime(transport), calls);
    AtomicInteger ids = new AtomicInteger();
    provisioners =
        (spares, defaults) ->
            SimulatedProvisioners.create(
                server,
                world.repository(),
                new UserResources(
                    channelService,
                    defaults.channel(),
                    rooms,
                    defaults.room(),
                    stages,
                    StageSettings.defaults()),
                calls,
                settings(spares),
                () -> server + "-" + ids.incrementAndGet());
    provisioner = provisioners.apply(world.rules().spares(), Defaults.OF_AWS);
    channels = UserChannels.create(provisioner, channelService, server.clock(), Duration.ZERO);
  }

  /** The default settings of new resources. */
  private record Defaults(ChannelSettings channel, ChatRoomSettings room) {
    static final Defaults OF_AWS =
        new Defaults(ChannelSettings.defaults(), ChatRoomSettings.defaults());
    static final Defaults OTHERS =
        new Defaults(
            ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build(),
            ChatRoomSettings.builder().maximumMessageRatePerSecond(1).build());
  }

  private UserProvisioner withOtherDefaults() {
    return provisioners.apply(world.rules().spares(), Defaults.OTHERS);
  }

  private ProvisioningSettings settings(int spares) {
    ProvisioningSettings defaults = ProvisioningSettings.defaults("simulation", home);
    Set<ResourceKind> atRegistration = EnumSet.allOf(ResourceKind.class);
    if (!world.rules().stageAtRegistration()) {
      atRegistration.remove(ResourceKind.STAGE);
    }
    return new ProvisioningSettings(
        defaults.namespace(),
        defaults.home(),
        world.rules().failure(),
        world.rules().removal(),
        atRegistration,
        (namespace, id, username) -> namespace + "-" + (username == null ? id.value() : username),
        username -> {},
        defaults.passwords(),
        defaults.hasher(),
        World.GRACE_PERIOD,
        defaults.removalHook(),
        defaults.listener(),
        defaults.timeout(),
        world.rules().spares() == 0 ? null : new SpareSettings(spares, spares),
        defaults.quotas(),
        defaults.asyncLimit());
  }

  UserProvisioner provisioner() {
    return provisioner;
  }

  void perform(List<Act> acts) {
    for (int i = 0; i < acts.size(); i++) {
      rest = acts.subList(i + 1, acts.size());
      int interrupts = server.interrupts();
      perform(acts.get(i));
      if (server.interrupts() > interrupts) {
        heeded(acts.get(i));
      }
      // The application ends the interrupted call and continues with the next one.
      Thread.interrupted();
    }
  }

  /** Checks that an interrupt ended every wait and stays set for the caller. */
  private void heeded(Act act) {
    Duration since = Duration.ofNanos(server.sinceInterrupt());
    if (!Thread.currentThread().isInterrupted() || since.compareTo(TO_END) > 0) {
      world
          .scheduler()
          .fail(new AssertionError(act + " ignored an interrupt and ended " + since + " later"));
    }
  }

  /** Returns the script of another server after the death of this one. */
  List<Act> restAfterDeath() {
    begun.forEach(Call::died);
    List<Act> acts = new ArrayList<>();
    acts.add(Act.sleep((int) AFTER_RESTART.toSeconds()));
    acts.addAll(rest);
    return acts;
  }

  private void perform(Act act) {
    switch (act.kind()) {
      case SLEEP -> sleep(Duration.ofSeconds(Integer.parseInt(act.argument())));
      case LOSE_SPARE -> world.spares().lose(ResourceKind.valueOf(act.argument()));
      case PROVISION_ASYNC -> {
        if (ExistingResources.isAdopter(act.user())) {
          perform(Act.of(Act.Kind.PROVISION, act.user()));
        } else {
          provisionAsync(begin(act));
        }
      }
      default -> {
        Call call = begin(act);
        try {
          returned(call, result(act, call.before()));
        } catch (StreamCatException e) {
          threw(call, e);
        }
      }
    }
  }

  void sleep(Duration duration) {
    try {
      server.sleeper().sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Call begin(Act act) {
    Call call = world.calls().begin(act, act.user().isEmpty() ? null : world.record(act.user()));
    begun.add(call);
    return call;
  }

  private void returned(Call call, @Nullable User user) {
    UserRecord record = call.act().user().isEmpty() ? null : world.record(call.act().user());
    call.returned(user, record != null && !record.pending().isEmpty());
    world.answerChecks().returned(call);
  }

  private void threw(Call call, StreamCatException e) {
    call.threw(e);
    world.answerChecks().threw(call);
  }

  private @Nullable User result(Act act, @Nullable UserRecord record) {
    Supplier<UserId> id = () -> record == null ? UserId.of("unknown") : record.id();
    return switch (act.kind()) {
      case PROVISION ->
          ExistingResources.isAdopter(act.user())
              ? provisioner.adopt(newUser(act.user()), world.existing().of(act.user()))
              : provisioner.provision(newUser(act.user()));
      case ENQUEUE -> {
        EnqueueReport report = provisioner.enqueue(Stream.of(newUser(act.user())));
        for (StreamCatException rejected : report.rejected().values()) {
          throw rejected;
        }
        yield null;
      }
      case ENSURE_CHANNEL -> provisioner.ensureChannel(id.get());
      case ENSURE_ROOM -> provisioner.ensureChatRoom(id.get());
      case ENSURE_STAGE -> provisioner.ensureStage(id.get());
      case FORGO_STAGE -> provisioner.forgo(id.get(), ResourceKind.STAGE);
      case ROTATE -> provisioner.rotateStreamKey(id.get(), LiveChannelPolicy.valueOf(act.policy()));
      case CHANGE ->
          provisioner.changeChannel(
              id.get(), change(act.change()), LiveChannelPolicy.valueOf(act.policy()));
      case CHANGE_ROOM -> provisioner.changeChatRoom(id.get(), roomChange(act.argument()));
      case CHANGE_STAGE -> provisioner.changeStage(id.get(), stageChange(act.argument()));
      case STOP -> channels.stop(id.get());
      case SUSPEND -> provisioner.suspensions().suspend(id.get(), "reason", until(act.argument()));
      case REINSTATE -> provisioner.suspensions().reinstate(id.get());
      case ENFORCE -> {
        Channel channel = record == null ? null : record.resources().channel();
        provisioner.suspensions().enforce(channel == null ? "none" : channel.arn());
        yield null;
      }
      case RESUME -> provisioner.resume(id.get()).orElse(null);
      case DEPROVISION -> {
        provisioner.deprovision(id.get());
        yield null;
      }
      case RETAIN -> {
        provisioner.deprovision(id.get(), ResourcePolicy.RETAIN);
        yield null;
      }
      case RECOVER -> {
        provisioner.recovery().run();
        yield null;
      }
      case SHRINK -> {
        provisioners.apply(0, Defaults.OF_AWS).recovery().run();
        yield null;
      }
      case RENEW -> {
        withOtherDefaults().recovery().run();
        yield null;
      }
      case RECONCILE -> {
        ReconciliationPlan plan = provisioner.reconciler().planWithDrift();
        provisioner.reconciler().apply(plan, EndChecks.orphans(plan));
        yield null;
      }
      case ROLL_OUT -> {
        Reconciler reconciler = withOtherDefaults().reconciler();
        reconciler.apply(reconciler.planWithDefaults());
        yield null;
      }
      default -> throw new IllegalArgumentException(act.toString());
    };
  }

  private @Nullable Instant until(String seconds) {
    return seconds.isEmpty()
        ? null
        : server.clock().instant().plusSeconds(Integer.parseInt(seconds));
  }

  private void provisionAsync(Call call) {
    var unused =
        provisioner
            .provisionAsync(newUser(call.act().user()))
            .whenComplete(
                (user, failure) -> {
                  Throwable cause =
                      failure instanceof CompletionException ? failure.getCause() : failure;
                  if (cause == null) {
                    returned(call, user);
                  } else if (cause instanceof StreamCatException e) {
                    threw(call, e);
                  } else if (!server.isDead()) {
                    world.scheduler().fail(cause);
                  }
                });
  }

  static NewUser newUser(String user) {
    return switch (user.charAt(0)) {
      case 'i' -> NewUser.withId(user);
      case 'k' -> new NewUser(null, user, null, "key of " + user);
      case 'o' ->
          new NewUser(null, user, null, null)
              .withChannel(change -> change.authorized(true))
              .withChatRoom(change -> change.maximumMessageLength(200));
      default -> new NewUser(null, user, null, null);
    };
  }

  static UnaryOperator<ChannelChange> change(String name) {
    return switch (name) {
      case "BASIC", "STANDARD" -> change -> change.type(ChannelType.valueOf(name));
      case "PRIVATE" -> change -> change.authorized(true);
      case "PUBLIC" -> change -> change.authorized(false);
      default -> change -> change.latencyMode(LatencyMode.valueOf(name));
    };
  }

  static UnaryOperator<ChatRoomChange> roomChange(String name) {
    return switch (name) {
      case "SHORT" -> change -> change.maximumMessageLength(200);
      case "LONG" -> change -> change.maximumMessageLength(500);
      case "SLOW" -> change -> change.maximumMessageRatePerSecond(1);
      default -> change -> change.maximumMessageRatePerSecond(10);
    };
  }

  static UnaryOperator<StageChange> stageChange(String name) {
    return change -> change.recording(name.equals("RECORDED") ? RECORDING : null);
  }
}
