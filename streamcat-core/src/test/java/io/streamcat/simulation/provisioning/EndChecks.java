package io.streamcat.simulation.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.InMemoryAws.Existing;
import io.streamcat.simulation.provisioning.Act.Deed;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must hold when everything is over and recovery has run. */
final class EndChecks {

  private static final Map<ResourceKind, String> TYPES =
      Map.of(
          ResourceKind.CHANNEL, "channel",
          ResourceKind.CHAT_ROOM, "room",
          ResourceKind.STAGE, "stage");

  private final World world;

  EndChecks(World world) {
    this.world = world;
  }

  /**
   * Recovery alone must be enough unless several things went wrong, one of them a stall: a worker
   * that acts after its lease and cannot make good for it leaves something to reconciliation.
   */
  static void afterRecovery(World world, ReconciliationPlan plan) {
    List<Fault> injected = world.scheduler().injected();
    boolean excused =
        injected.size() > 1
            && (injected.contains(Fault.STALL) || injected.contains(Fault.STALL_SENDING));
    if (!plan.isEmpty() && !excused) {
      throw new AssertionError(
          "recovery has left something: " + plan.toText() + "\ncalls: " + world.calls());
    }
  }

  static void afterReconciliation(ReconciliationPlan plan) {
    if (!plan.isEmpty()) {
      throw new AssertionError("reconciliation has left something: " + plan.toText());
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
    assertThat(world.aws().resources())
        .as(() -> "all resources, calls: " + world.calls())
        .extracting(Existing::arn)
        .containsExactlyInAnyOrderElementsOf(recorded);
    for (String user : List.of("u1", "u2", "i1", "k1")) {
      existence(user);
      changes(user);
    }
  }

  private void complete(UserRecord record, List<String> recorded) {
    assertThat(record.isComplete()).as("%s is complete", record).isTrue();
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
    assertThat(channel.streamKey()).as("stream key of %s", record).isNotNull();
    recorded.add(channel.streamKey().arn());
    assertThat(world.aws().isValid(channel.streamKey().value().reveal()))
        .as("%s is valid", channel.streamKey().arn())
        .isTrue();
    assertThat(isAsInAws(world, channel)).as("settings of %s", record).isTrue();
  }

  /** A user whom the last call certainly registered or removed is there, or is not. */
  private void existence(String user) {
    UserRecord record = world.record(user);
    boolean there = record != null && record.state() != UserState.REMOVED;
    List<Call> registrations =
        world
            .calls()
            .of(
                user,
                c -> c.act().deed() == Deed.PROVISION || c.act().deed() == Deed.PROVISION_ASYNC);
    List<Call> removals = world.calls().of(user, c -> c.act().deed() == Deed.DEPROVISION);
    for (Call registration : registrations) {
      if (registration.hasSucceeded()
          && removals.stream().allMatch(r -> isOverBefore(r, registration))) {
        assertThat(there).as("%s is there after %s", user, world.calls()).isTrue();
      }
    }
    for (Call removal : removals) {
      if (removal.hasSucceeded()
          && registrations.stream().allMatch(r -> isOverBefore(r, removal))) {
        assertThat(there).as("%s is there after %s", user, world.calls()).isFalse();
      }
    }
    if (registrations.stream().allMatch(Call::wasRefused)) {
      assertThat(there).as("%s is there though never registered", user).isFalse();
    }
  }

  private static boolean isOverBefore(Call earlier, Call later) {
    return earlier.endedBefore(later) && (earlier.hasSucceeded() || earlier.wasRefused());
  }

  /** The last certain change of each setting is what AWS has. */
  private void changes(String user) {
    UserRecord record = world.record(user);
    if (record == null
        || record.state() == UserState.REMOVED
        || !world.calls().of(user, c -> c.act().deed() == Deed.DEPROVISION).isEmpty()) {
      return;
    }
    for (List<String> values :
        List.of(
            List.of("BASIC", "STANDARD"), List.of("PRIVATE", "PUBLIC"), List.of("NORMAL", "LOW"))) {
      List<Call> changes =
          world
              .calls()
              .of(
                  user,
                  c ->
                      c.act().deed() == Deed.CHANGE
                          && values.contains(c.act().change())
                          && !c.wasRefused());
      if (changes.isEmpty()) {
        String byDefault = values.contains("BASIC") ? "STANDARD" : values.get(1);
        assertThat(has(record.resources().channel(), byDefault))
            .as("%s of %s without a change", values, record)
            .isTrue();
        continue;
      }
      Call last = changes.get(changes.size() - 1);
      if (last.hasSucceeded()
          && changes.stream().allMatch(c -> c == last || isOverBefore(c, last))) {
        assertThat(has(record.resources().channel(), last.act().change()))
            .as("%s of %s after %s", last.act(), record, world.calls())
            .isTrue();
      }
    }
  }

  static boolean has(Channel channel, String value) {
    ChannelSettings settings = channel.settings();
    return switch (value) {
      case "BASIC", "STANDARD" -> settings.type() == ChannelType.valueOf(value);
      case "PRIVATE" -> settings.authorized();
      case "PUBLIC" -> !settings.authorized();
      default -> settings.latencyMode() == LatencyMode.valueOf(value);
    };
  }

  /** Returns whether AWS has the recorded settings. */
  static boolean isAsInAws(World world, Channel channel) {
    return world.aws().settingsOf(channel.arn()).equals(settingsOf(channel));
  }

  private static List<Object> settingsOf(Channel channel) {
    ChannelSettings settings = channel.settings();
    return List.of(settings.type().name(), settings.authorized(), settings.latencyMode().name());
  }
}
