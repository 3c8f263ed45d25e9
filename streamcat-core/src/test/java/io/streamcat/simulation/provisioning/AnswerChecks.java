package io.streamcat.simulation.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.NotAdoptableException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.provisioning.internal.resource.ResourceTasks;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.provisioning.Act.Kind;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checks when a call returns or throws. Most apply only if no other call worked on the user and
 * no earlier call failed, whose effects may come at any time.
 */
final class AnswerChecks {

  private final World world;
  private final StepChecks stepChecks;
  private final StageChecks stageChecks;

  AnswerChecks(World world, StepChecks stepChecks) {
    this.world = world;
    this.stepChecks = stepChecks;
    this.stageChecks = new StageChecks(world);
  }

  void returned(Call call) {
    User user = call.user();
    if (user != null && user.channel() != null && user.channel().streamKey() != null) {
      keyReturned(call, user);
    }
    stageChecks.returned(call);
    if (!call.wasAlone()) {
      return;
    }
    if (user != null) {
      userReturned(call, user);
    }
    UserRecord record = call.act().user().isEmpty() ? null : world.record(call.act().user());
    switch (call.act().kind()) {
      case PROVISION, PROVISION_ASYNC -> {
        require(
            call,
            user.state() == UserState.ACTIVE || isSuspended(call.before()),
            "the user is not active");
        for (ResourceKind kind : ResourceKind.values()) {
          require(
              call,
              record.resources().get(kind) != null
                  || (kind == ResourceKind.STAGE && !world.rules().stageAtRegistration())
                  || call.before() != null,
              "the user has no " + kind);
        }
      }
      case ENQUEUE -> require(call, record != null, "the user is not queued");
      case ENSURE_CHANNEL -> require(call, user.channel() != null, "there is no channel");
      case ENSURE_ROOM -> require(call, user.chatRoom() != null, "there is no chat room");
      case ENSURE_STAGE -> require(call, user.stage() != null, "there is no stage");
      case DEPROVISION, RETAIN -> removed(call, record);
      case ROTATE -> rotated(call, user, record);
      case CHANGE -> changed(call, user, record);
      case CHANGE_ROOM -> changed(call, user, record, ResourceKind.CHAT_ROOM);
      case CHANGE_STAGE -> changed(call, user, record, ResourceKind.STAGE);
      case STOP ->
          require(call, !world.aws().isLive(user.channel().arn()), "the channel is still live");
      case SUSPEND -> suspended(call, user, record);
      case REINSTATE ->
          require(
              call,
              isSuspended(call.before())
                  ? user.state() == UserState.ACTIVE
                      && (record.pending().find(RotateStreamKey.class).isPresent()
                          || user.channel() == null
                          || user.channel().streamKey() != null)
                  : user.state() != UserState.SUSPENDED,
              "the user is not active with a key: " + user);
      default -> {}
    }
  }

  private void suspended(Call call, User user, UserRecord record) {
    require(call, user.state() == UserState.SUSPENDED, "the user is not suspended");
    // A late worker requests one more revocation, of a key that no caller has got.
    require(
        call,
        !ResourceTasks.isRevoking(record) || call.overlaps(other -> true),
        "the stream key is not revoked yet");
    require(
        call,
        user.channel() == null || !world.aws().isLive(user.channel().arn()),
        "the channel is still live");
  }

  private static boolean isSuspended(@Nullable UserRecord record) {
    return record != null && record.state() == UserState.SUSPENDED;
  }

  private void keyReturned(Call call, User user) {
    Channel channel = user.channel();
    boolean valid = world.aws().isValid(channel.streamKey().value().reveal());
    require(
        call,
        valid
            || world.spares().isLost(channel)
            || world.existing().isGone(call.act().user())
            || world.calls().mayRevoke(call.act().user(), call.begin(), c -> c == call)
            || mayBeRotatedByAnother(call),
        "the returned stream key is not valid");
    // A registration that is not complete may be rolled back.
    if (valid && user.state() != UserState.PROVISIONING) {
      stepChecks.returned(call, channel);
      world.streamKeys().put(call.act().user(), channel.streamKey().value().reveal());
    }
  }

  /**
   * A rotation that waits for the end of a stream can be made by another server, while this one
   * stalls before it returns the key that was valid until then.
   */
  private static boolean mayBeRotatedByAnother(Call call) {
    return call.act().kind() == Act.Kind.ROTATE
        && call.act().policy().equals("WAIT")
        && !call.wasAlone();
  }

  private void userReturned(Call call, User user) {
    UserRecord record = world.record(call.act().user());
    require(call, record != null, "there is no such user");
    Stream.of(user.channel(), user.chatRoom(), user.stage())
        .filter(Objects::nonNull)
        .forEach(
            resource -> {
              require(
                  call,
                  world.exists(resource) || world.spares().isLost(resource),
                  resource.arn() + " does not exist");
              AwsResource recorded = record.resources().get(ResourceKind.of(resource));
              require(
                  call,
                  recorded != null && recorded.arn().equals(resource.arn()),
                  resource.arn() + " is not recorded");
            });
  }

  private void removed(Call call, @Nullable UserRecord record) {
    require(
        call,
        record == null || record.state() == UserState.REMOVED,
        "the user is still there: " + record);
    if (call.before() != null) {
      List<String> left = world.taggedWith(call.before().key());
      require(call, left.isEmpty(), "resources are still there: " + left);
    }
  }

  private void rotated(Call call, User user, UserRecord record) {
    boolean waits = record.pending().find(RotateStreamKey.class).isPresent();
    require(call, !waits || call.act().policy().equals("WAIT"), "the rotation is still pending");
    if (!waits) {
      require(
          call,
          !user.channel().streamKey().equals(keyOf(call.before())),
          "the stream key is the old one");
    }
  }

  private static @Nullable Object keyOf(@Nullable UserRecord record) {
    Channel channel = record == null ? null : record.resources().channel();
    return channel == null ? null : channel.streamKey();
  }

  private void changed(Call call, User user, UserRecord record) {
    boolean waits = record.pending().change(ResourceKind.CHANNEL).isPresent();
    require(call, !waits || call.act().policy().equals("WAIT"), "the change is still pending");
    require(
        call,
        waits || EndChecks.has(record, call.act().change()),
        "the change is not made: " + user.channel());
    recorded(call, record, ResourceKind.CHANNEL);
  }

  /** A request whose answer was lost may take effect late; the settings are restored then. */
  private void recorded(Call call, UserRecord record, ResourceKind kind) {
    require(
        call,
        record.pending().restoration(kind).isPresent()
            || EndChecks.isAsInAws(world, record.resources().get(kind)),
        "the record does not say what AWS has");
  }

  private void changed(Call call, User user, UserRecord record, ResourceKind kind) {
    require(call, record.pending().change(kind).isEmpty(), "the change is still pending");
    require(call, EndChecks.has(record, call.act().change()), "the change is not made: " + user);
    recorded(call, record, kind);
  }

  void threw(Call call) {
    require(
        call,
        !(call.failure() instanceof ChannelLiveException) || call.act().policy().equals("REFUSE"),
        "the call must not be rejected for a live channel");
    UserRecord record = call.act().user().isEmpty() ? null : world.record(call.act().user());
    require(
        call,
        world.isDisturbed(call) || isDeserved(call, record),
        "no fault or other call affected the call");
    if (!call.wasAlone()) {
      return;
    }
    if (call.failure() instanceof DuplicateUserException) {
      require(call, call.before() != null, "there was no such user");
    } else if (call.failure() instanceof UserNotFoundException) {
      require(
          call,
          record == null || record.state() == UserState.REMOVED,
          "there is such a user: " + record);
    } else if (call.failure() instanceof UserBusyException) {
      // An interrupt ends every wait. A worker whose answers were lost leaves its lease to time.
      boolean leftALease =
          record != null && record.lease() != null && !world.scheduler().injected().isEmpty();
      require(
          call,
          Thread.currentThread().isInterrupted() || leftALease,
          "no other worker has the user: " + record);
    } else if (call.failure() instanceof ChannelLiveException) {
      refused(call, record);
    } else if (call.failure() instanceof ProvisioningException e) {
      failed(call, e, record);
    }
  }

  /** Returns whether a failure is legitimate without faults or other calls. */
  private boolean isDeserved(Call call, @Nullable UserRecord record) {
    UserRecord before = call.before();
    boolean isThere = before != null && before.state() != UserState.REMOVED;
    if (call.failure() instanceof DuplicateUserException) {
      return before != null;
    }
    if (call.failure() instanceof NotAdoptableException) {
      return world.existing().isGone(call.act().user());
    }
    if (call.failure() instanceof UserNotFoundException) {
      return !isThere || record == null || record.state().isEnding();
    }
    if (call.failure() instanceof ChannelLiveException) {
      return call.act().policy().equals("REFUSE");
    }
    if (call.failure() instanceof UserSuspendedException) {
      return isSuspended(before);
    }
    if (before != null && isRetaining(before) && call.failure().retryable()) {
      // The removal waits for requests that may be late, perhaps longer than the call has time.
      return true;
    }
    if (call.act().kind() == Kind.RETAIN && record != null && isRetaining(record)) {
      // Another worker may have begun to revoke the stream key.
      return isThere && before.pending().find(RevokeStreamKey.class).isPresent();
    }
    if (call.failure() instanceof ResourceNotProvisionedException && record != null) {
      return !record.resources().kinds().containsAll(EnumSet.allOf(ResourceKind.class));
    }
    if (Objects.requireNonNull(call.failure()).causedBy(WrongHomeException.class).isPresent()) {
      return world.aws().resources().isEmpty();
    }
    if (call.failure() instanceof InvalidInputException) {
      // A plan needs the account, which only a resource shows.
      return call.act().user().isEmpty() && world.aws().resources().isEmpty();
    }
    if (call.act().kind() == Kind.STOP || call.act().policy().equals("STOP")) {
      // An encoder that still has a valid key reconnects immediately.
      return true;
    }
    return call.failure() instanceof ProvisioningException && stageChecks.isLimited(call);
  }

  private static boolean isRetaining(UserRecord record) {
    return record
        .pending()
        .find(RemoveUser.class)
        .filter(removal -> removal.until().isAfter(record.updatedAt()))
        .isPresent();
  }

  private void refused(Call call, UserRecord record) {
    UserRecord before = call.before();
    // The call first finishes a registration, which may add resources.
    require(
        call,
        before.state().isRegistering()
            ? contains(record.resources(), before.resources())
            : before.resources().equals(record.resources()),
        "resources have changed");
    // A task that was pending before may belong to a call that was rejected meanwhile.
    require(
        call,
        call.overlaps(other -> true)
            || (combined(before).equals(combined(record))
                && before.pending().find(RotateStreamKey.class).isPresent()
                    == record.pending().find(RotateStreamKey.class).isPresent()),
        "something is pending: " + record.pending());
  }

  private static boolean contains(Resources more, Resources some) {
    return some.all().allMatch(resource -> more.all().anyMatch(resource::equals));
  }

  private static Optional<?> combined(UserRecord record) {
    return record.pending().change(ResourceKind.CHANNEL).map(ChangeSettings::combined);
  }

  private void failed(Call call, ProvisioningException e, @Nullable UserRecord record) {
    if (!e.getMessage().contains("nothing was left behind")) {
      return;
    }
    String key = record != null ? record.key() : call.before() != null ? call.before().key() : null;
    if (key != null) {
      List<String> unrecorded =
          world.taggedWith(key).stream()
              .filter(arn -> world.store().findByResource(arn).isEmpty())
              .toList();
      require(call, unrecorded.isEmpty(), "left behind: " + unrecorded);
    }
    require(
        call,
        record == null
            || record.state() != UserState.DEPROVISIONING
            || call.act().kind() == Kind.RESUME,
        "the user is not removed yet");
  }

  private void require(Call call, boolean condition, String problem) {
    if (!condition) {
      world
          .scheduler()
          .fail(
              new AssertionError(
                  "the answer was not true: "
                      + call
                      + ", but "
                      + problem
                      + "\ncalls: "
                      + world.calls()));
    }
  }
}
