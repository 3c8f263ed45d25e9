package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.Stage;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.InMemoryAws.Existing;
import io.streamcat.simulation.provisioning.Act.Kind;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checks at the end of a run, after recovery. */
final class EndChecks {

  private static final Set<Kind> REGISTERING =
      EnumSet.of(Kind.PROVISION, Kind.PROVISION_ASYNC, Kind.ENQUEUE);

  private static final Map<ResourceKind, String> TYPES =
      Map.of(
          ResourceKind.CHANNEL, "channel",
          ResourceKind.CHAT_ROOM, "room",
          ResourceKind.STAGE, "stage");

  /** The values of each setting, the default first. */
  private static final Map<Kind, List<List<String>>> SETTINGS =
      Map.of(
          Kind.CHANGE,
          List.of(
              List.of("STANDARD", "BASIC"), List.of("PUBLIC", "PRIVATE"), List.of("LOW", "NORMAL")),
          Kind.CHANGE_ROOM,
          List.of(List.of("LONG", "SHORT"), List.of("FAST", "SLOW")),
          Kind.CHANGE_STAGE,
          List.of(List.of("UNRECORDED", "RECORDED")));

  /** The chosen settings of users with their own settings. */
  private static final List<String> OWN = List.of("PRIVATE", "SHORT");

  /** The settings that a roll-out applies unless the user has chosen them. */
  private static final List<String> ROLLED_OUT = List.of("NORMAL", "SLOW");

  private final World world;

  EndChecks(World world) {
    this.world = world;
  }

  /**
   * Runs recovery, which must suffice unless a server stalled and failed then: a worker that acts
   * after its lease and cannot compensate leaves work to reconciliation.
   */
  static void afterRecovery(World world, ReconciliationPlan plan) {
    ReconciliationPlan work = world.spares().without(world.existing().without(plan));
    if (!work.isEmpty() && !world.hasFailedAfterStall()) {
      throw new AssertionError(
          "recovery left work: " + plan.toText() + "\ncalls: " + world.calls());
    }
  }

  static void afterReconciliation(World world, ReconciliationPlan plan) {
    if (!world.existing().without(plan).isEmpty()) {
      throw new AssertionError("reconciliation left differences: " + plan.toText());
    }
  }

  static long orphans(ReconciliationPlan plan) {
    return plan.count(Finding.Type.ORPHANED);
  }

  void check() {
    List<UserRecord> records = world.store().page(null, 1_000);
    List<String> recorded = new ArrayList<>();
    for (UserRecord record : records) {
      if (record.state() != UserState.REMOVED) {
        complete(record, recorded);
      }
    }
    recorded.addAll(world.existing().free());
    assertThat(world.aws().resources())
        .as(() -> "all resources, calls: " + world.calls())
        .extracting(Existing::arn)
        .containsExactlyInAnyOrderElementsOf(recorded);
    for (String user : UserScenario.USERS) {
      existence(user);
      new StageChecks(world).atTheEnd(user);
      changes(user);
      suspension(user);
    }
  }

  private void complete(UserRecord record, List<String> recorded) {
    boolean suspended = record.state() == UserState.SUSPENDED;
    boolean isComplete =
        record.state() == UserState.SPARE ? record.isSettled() : record.isComplete();
    assertThat(suspended ? record.dueAt().isEmpty() : isComplete)
        .as("%s is complete", record)
        .isTrue();
    for (AwsResource resource : record.resources().all().toList()) {
      recorded.add(resource.arn());
      assertThat(world.taggedWith(record.key())).as("%s", record).contains(resource.arn());
    }
    for (ResourceKind kind : ResourceKind.values()) {
      String type = ":" + TYPES.get(kind) + "/";
      assertThat(world.taggedWith(record.key()).stream().filter(arn -> arn.contains(type)).count())
          .as("%s of %s", kind, record)
          .isEqualTo(record.resources().get(kind) == null ? 0 : 1);
      assertThat(record.resources().get(kind) != null || kind == ResourceKind.STAGE)
          .as("%s of %s", kind, record)
          .isTrue();
    }
    Channel channel = record.resources().channel();
    for (AwsResource resource : record.resources().all().toList()) {
      assertThat(isAsInAws(world, resource)).as("settings of %s", record).isTrue();
    }
    if (suspended) {
      assertThat(channel.streamKey()).as("stream key of %s", record).isNull();
      assertThat(world.aws().isLive(channel.arn())).as("%s is live", record).isFalse();
      return;
    }
    assertThat(channel.streamKey()).as("stream key of %s", record).isNotNull();
    recorded.add(channel.streamKey().arn());
    assertThat(world.aws().isValid(channel.streamKey().value().reveal()))
        .as("%s is valid", channel.streamKey().arn())
        .isTrue();
  }

  /**
   * Checks that a user exists or not, if the last call certainly registered or removed the user.
   */
  private void existence(String user) {
    UserRecord record = world.record(user);
    boolean there = record != null && record.state() != UserState.REMOVED;
    List<Call> registrations = world.calls().of(user, c -> REGISTERING.contains(c.act().kind()));
    List<Call> removals = world.calls().of(user, c -> c.act().isRemoval());
    for (Call registration : registrations) {
      if (registration.hasSucceeded()
          && removals.stream().allMatch(r -> isOverBefore(r, registration))) {
        assertThat(there).as("%s exists after %s", user, world.calls()).isTrue();
      }
    }
    for (Call removal : removals) {
      if (removal.hasSucceeded()
          && registrations.stream().allMatch(r -> isOverBefore(r, removal))) {
        assertThat(there).as("%s exists after %s", user, world.calls()).isFalse();
      }
    }
    if (registrations.stream().allMatch(Call::wasRefused)) {
      assertThat(there).as("%s exists though never registered", user).isFalse();
    }
  }

  /** Checks that a user is suspended or not, as the last certain call has decided. */
  private void suspension(String user) {
    UserRecord record = world.record(user);
    if (record == null || record.state().isEnding()) {
      return;
    }
    List<Call> calls =
        world
            .calls()
            .of(
                user,
                c ->
                    (c.act().kind() == Kind.SUSPEND || c.act().kind() == Kind.REINSTATE)
                        && !c.wasRefused());
    Call last = calls.isEmpty() ? null : calls.get(calls.size() - 1);
    boolean isCertain =
        last == null
            || (last.hasSucceeded()
                && calls.stream().allMatch(c -> c == last || isOverBefore(c, last)));
    if (isCertain && world.calls().of(user, c -> c.act().isRemoval()).isEmpty()) {
      boolean suspended =
          last != null && last.act().kind() == Kind.SUSPEND && last.act().argument().isEmpty();
      assertThat(record.state())
          .as("%s after %s", record, world.calls())
          .isEqualTo(suspended ? UserState.SUSPENDED : UserState.ACTIVE);
    }
  }

  private static boolean isOverBefore(Call earlier, Call later) {
    return earlier.endedBefore(later) && (earlier.hasSucceeded() || earlier.wasRefused());
  }

  /** Checks that AWS has the last certain change of each setting. */
  private void changes(String user) {
    UserRecord record = world.record(user);
    if (record == null
        || record.state() == UserState.REMOVED
        || !world.calls().of(user, c -> c.act().isRemoval()).isEmpty()) {
      return;
    }
    SETTINGS.forEach(
        (kind, settings) -> settings.forEach(values -> changes(record, user, kind, values)));
  }

  private void changes(UserRecord record, String user, Kind kind, List<String> values) {
    List<Call> changes =
        world
            .calls()
            .of(
                user,
                c ->
                    c.act().kind() == kind && values.contains(c.act().change()) && !c.wasRefused());
    if (changes.isEmpty()) {
      untouched(record, user, values);
      return;
    }
    Call last = changes.get(changes.size() - 1);
    // A waiting change may be rejected later, without a caller to notify.
    boolean mayBeWithdrawn = last.waits() && world.scheduler().injected().contains(Fault.INVALID);
    if (!mayBeWithdrawn
        && last.hasSucceeded()
        && changes.stream().allMatch(c -> c == last || isOverBefore(c, last))) {
      assertThat(has(record, last.act().change()))
          .as("%s of %s after %s", last.act(), record, world.calls())
          .isTrue();
    }
  }

  /** Checks that an unchanged setting is the user's chosen one, or the default. */
  private void untouched(UserRecord record, String user, List<String> values) {
    boolean own = user.startsWith("o") && OWN.stream().anyMatch(values::contains);
    String expected = values.get(own ? 1 : 0);
    boolean rolledOut =
        (world.calls().hasRollOut() || mayBeCompletedByRenewal(user))
            && ROLLED_OUT.stream().anyMatch(values::contains);
    assertThat(rolledOut || has(record, expected))
        .as("%s of %s without a change", expected, record)
        .isTrue();
  }

  /**
   * Returns whether a recovery with other defaults may have created resources of a user. One that
   * runs before or after a registration that succeeds only renews spares.
   */
  private boolean mayBeCompletedByRenewal(String user) {
    return world.calls().of(user, c -> REGISTERING.contains(c.act().kind())).stream()
        .anyMatch(
            registration ->
                (registration.act().kind() == Kind.ENQUEUE || !registration.hasSucceeded())
                    ? !world.calls().none(Kind.RENEW)
                    : registration.overlaps(other -> other.act().kind() == Kind.RENEW));
  }

  static boolean has(UserRecord record, String value) {
    if (record.resources().channel() == null || record.resources().chatRoom() == null) {
      // A user who was suspended during the registration is active without all resources.
      return true;
    }
    ChannelSettings channel = record.resources().channel().settings();
    ChatRoomSettings room = record.resources().chatRoom().settings();
    Stage stage = record.resources().stage();
    return switch (value) {
      case "BASIC", "STANDARD" -> channel.type() == ChannelType.valueOf(value);
      case "PRIVATE" -> channel.authorized();
      case "PUBLIC" -> !channel.authorized();
      case "SHORT", "LONG" -> room.maximumMessageLength() == (value.equals("SHORT") ? 200 : 500);
      case "SLOW", "FAST" -> room.maximumMessageRatePerSecond() == (value.equals("SLOW") ? 1 : 10);
      case "RECORDED" -> stage == null || stage.settings().recording() != null;
      case "UNRECORDED" -> stage == null || stage.settings().recording() == null;
      default -> channel.latencyMode() == LatencyMode.valueOf(value);
    };
  }

  /** Returns whether AWS has the recorded settings. */
  static boolean isAsInAws(World world, AwsResource resource) {
    String arn = resource.arn();
    if (resource instanceof Channel channel) {
      ChannelSettings settings = channel.settings();
      return world
          .aws()
          .settingsOf(arn)
          .equals(
              List.of(
                  settings.type().name(), settings.authorized(), settings.latencyMode().name()));
    }
    if (resource instanceof ChatRoom room) {
      ChatRoomSettings settings = room.settings();
      return world
          .aws()
          .roomSettingsOf(arn)
          .equals(List.of(settings.maximumMessageRatePerSecond(), settings.maximumMessageLength()));
    }
    ParticipantRecording recording = ((Stage) resource).settings().recording();
    return world
        .aws()
        .stageSettingsOf(arn)
        .equals(List.of(recording == null ? "" : recording.storageConfigurationArn()));
  }
}
