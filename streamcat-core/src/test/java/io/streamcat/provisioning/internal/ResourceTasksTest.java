package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.Progress;
import io.streamcat.user.ResourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The labels of resources, and tasks of resources that AWS does not find. */
@Timeout(20)
class ResourceTasksTest extends ContextFixture {

  private final ResourceTasks tasks = new ResourceTasks(context);
  private final Progress ready = Progress.ready(start);

  private ChangeSettings change() {
    return new ChangeSettings(
        ResourceKind.CHANNEL,
        List.of(
            new PendingChange(
                ChannelChange.none().type(ChannelType.BASIC), LiveChannelPolicy.REFUSE)),
        ready);
  }

  private TaskResult run(PendingTask task) {
    LeasedUser user =
        context.tryClaim(stored(), record -> record.with(t -> t.with(task))).orElseThrow();
    TaskResult result = tasks.run(user, task);
    user.end(record -> result.apply(record, context.now(), false));
    return result;
  }

  private String deleteChannelAfter(Duration age) {
    String arn = registered(ALL).resources().channel().arn();
    time.advance(age);
    channels.delete(arn);
    return arn;
  }

  @Test
  void kind_anyTask_isThatOfItsResource() {
    RestoreSettings restore = new RestoreSettings(ResourceKind.CHAT_ROOM, "mark", ready);
    LabelResource label = new LabelResource(ResourceKind.STAGE, ready);
    RevokeStreamKey revoke = new RevokeStreamKey(1, false, ready);
    RotateStreamKey rotate = new RotateStreamKey(LiveChannelPolicy.WAIT, ready);

    assertThat(ResourceTasks.kind(restore)).isEqualTo(ResourceKind.CHAT_ROOM);
    assertThat(ResourceTasks.kind(label)).isEqualTo(ResourceKind.STAGE);
    assertThat(ResourceTasks.kind(revoke)).isEqualTo(ResourceKind.CHANNEL);
    assertThat(ResourceTasks.configured(restore)).contains(ResourceKind.CHAT_ROOM);
    assertThat(ResourceTasks.configured(change())).contains(ResourceKind.CHANNEL);
    assertThat(ResourceTasks.configured(label)).isEmpty();
    assertThat(ResourceTasks.createsKey(rotate)).isTrue();
    assertThat(ResourceTasks.createsKey(revoke)).isTrue();
    assertThat(ResourceTasks.createsKey(new FetchStreamKey(start, ready))).isFalse();
  }

  @Test
  void run_resourceIsNotRecorded_fails() {
    registered(Set.of(ResourceKind.STAGE));

    assertThat(run(change()).failure()).isInstanceOf(ResourceNotProvisionedException.class);
  }

  @Test
  void run_accessDenied_staysPending() {
    registered(ALL);
    deny("UpdateChannel");

    assertThat(run(change()).failure()).isInstanceOf(AccessDeniedException.class);

    assertThat(stored().pending().attempts()).isEqualTo(1);
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  @Test
  void run_newChannelIsNotFound_staysPending() {
    deleteChannelAfter(Duration.ofSeconds(1));

    assertThat(run(new RotateStreamKey(LiveChannelPolicy.REFUSE, ready)).failure())
        .isInstanceOf(ResourceNotFoundException.class);

    assertThat(stored().pending().attempts()).isEqualTo(1);
    assertThat(hasStep(Phase.FAILED)).isFalse();
  }

  @Test
  void run_oldChannelIsGone_isWithdrawn() {
    String arn = deleteChannelAfter(Duration.ofHours(1));

    TaskResult result = run(new RotateStreamKey(LiveChannelPolicy.REFUSE, ready));

    assertThat(result.failure())
        .hasMessage(
            arn + " is gone from AWS and cannot be changed; reconciliation creates another one");
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(hasStep(Phase.FAILED)).isTrue();
  }

  @Test
  void run_oldChannelMayBeGone_staysPending() {
    deleteChannelAfter(Duration.ofHours(1));
    deny("GetChannel");

    assertThat(run(new RotateStreamKey(LiveChannelPolicy.REFUSE, ready)).failure())
        .isInstanceOf(ResourceNotFoundException.class);

    assertThat(stored().pending().find(RotateStreamKey.class)).isPresent();
  }

  @Test
  void label_renamedResource_getsTheTagAndNameOfItsUser() {
    String room = registered(ALL).resources().chatRoom().arn();
    chatRooms.rename(room, "spare");
    chatRooms.untag(room, Set.of(Tags.USER_ID));

    assertThat(run(new LabelResource(ResourceKind.CHAT_ROOM, ready)).failure()).isNull();

    assertThat(chatRooms.get(room)).contains(stored().resources().chatRoom());
    assertThat(stored().resources().chatRoom().name()).isEqualTo("streamcat-todd");
    assertThat(stored().resources().chatRoom().tags())
        .containsEntry(Tags.USER_ID, TODD.toTagValue());
    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void label_liveChannel_waitsWithTheName() {
    Channel channel = registered(ALL).resources().channel();
    aws.connect(Objects.requireNonNull(channel.streamKey()).value().reveal());

    assertThat(run(new LabelResource(ResourceKind.CHANNEL, ready)).waits())
        .isEqualTo("the channel is renamed when its live stream has ended");

    assertThat(stored().pending().find(LabelResource.class)).isPresent();
  }

  @Test
  void label_oldResourceIsGone_requestsAnother() {
    deleteChannelAfter(Duration.ofHours(1));

    assertThat(run(new LabelResource(ResourceKind.CHANNEL, ready)).failure()).isNull();

    assertThat(stored().resources().channel()).isNull();
    assertThat(stored().pending().missing()).containsExactly(ResourceKind.CHANNEL);
  }
}
