package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.Progress;
import io.streamcat.simulation.aws.FaultyTransport;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A user whose resources are changed, and a view of AWS that no fault disturbs. */
abstract class SettingsTasksFixture extends ContextFixture {

  static final ChannelChange BASIC = ChannelChange.none().type(ChannelType.BASIC);
  static final ChannelChange PRIVATE = ChannelChange.none().authorized(true);

  final ResourceTasks tasks = new ResourceTasks(context);
  final ChannelService others = ChannelService.create(aws.ivs(new FaultyTransport()), calls);
  Channel channel;

  @BeforeEach
  void register() {
    channel = registered(ALL).resources().channel();
    time.advance(Duration.ofHours(1));
  }

  static PendingChange change(ChannelChange change, LiveChannelPolicy policy) {
    return new PendingChange(change, policy);
  }

  static PendingChange refusing(ChannelChange change) {
    return change(change, LiveChannelPolicy.REFUSE);
  }

  TaskResult run(ProvisioningContext here, ResourceKind kind, PendingChange... changes) {
    ChangeSettings task =
        new ChangeSettings(kind, List.of(changes), Progress.ready(time.instant()));
    LeasedUser user =
        here.tryClaim(stored(), record -> record.with(t -> t.with(task))).orElseThrow();
    TaskResult result = new ResourceTasks(here).run(user, task);
    user.end(record -> result.apply(record, context.now(), false));
    return result;
  }

  TaskResult run(PendingChange... changes) {
    return run(context, ResourceKind.CHANNEL, changes);
  }

  void goLive() {
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());
  }

  ChannelSettings actual() {
    return others.get(channel.arn()).orElseThrow().settings();
  }

  ChannelSettings recorded() {
    return stored().resources().channel().settings();
  }

  List<PendingChange> pending() {
    return stored()
        .pending()
        .change(ResourceKind.CHANNEL)
        .map(ChangeSettings::changes)
        .orElse(List.of());
  }

  Optional<Instant> restoration() {
    return stored()
        .pending()
        .restoration(ResourceKind.CHANNEL)
        .map(task -> task.progress().nextAttempt());
  }

  void updateElsewhere(ChannelSettings settings) {
    others.update(channel.arn(), settings.toBuilder().tags(channel.tags()).build());
  }
}
