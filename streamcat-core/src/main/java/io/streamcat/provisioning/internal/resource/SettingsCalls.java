package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.RegisteredUsers;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;

/** The changes of settings of users' resources. */
public final class SettingsCalls {

  private final RegisteredUsers users;
  private final ProvisioningContext context;

  public SettingsCalls(ProvisioningContext context, RegisteredUsers users) {
    this.context = context;
    this.users = users;
  }

  /** Changes settings of an active user; the policy applies to channels only. */
  public User change(
      UserId id, ResourceKind kind, SettingsChange<?, ?> patch, LiveChannelPolicy policy) {
    PendingChange asked = new PendingChange(patch, policy);
    try {
      return users.change(
          id,
          record -> changing(record, kind, asked),
          task -> task instanceof ChangeSettings change && change.kind() == kind,
          FailurePolicy.RESUME,
          record -> isGranted(record, kind, asked));
    } catch (ChannelLiveException e) {
      if (policy == LiveChannelPolicy.REFUSE) {
        throw e;
      }
      // The rejected change is another caller's; this one waits for the end of the stream.
      return users.stored(id).user();
    }
  }

  /**
   * Returns the record with the pending change.
   *
   * @throws InvalidInputException if the change conflicts with recorded or pending settings
   */
  private UserRecord changing(UserRecord record, ResourceKind kind, PendingChange asked) {
    AwsResource recorded = RegisteredUsers.resource(record, kind);
    UserRecord changing =
        record.choosing(asked.change()).with(tasks -> tasks.changing(kind, asked, context.now()));
    changing.pending().change(kind).ifPresent(task -> task.combined().appliedTo(recorded));
    return changing;
  }

  private static boolean isGranted(UserRecord record, ResourceKind kind, PendingChange asked) {
    return record.pending().change(kind).filter(task -> task.changes().contains(asked)).isPresent()
        || isMade(record.resources().get(kind), asked.change());
  }

  private static boolean isMade(@Nullable AwsResource resource, SettingsChange<?, ?> change) {
    try {
      return resource != null && change.appliedTo(resource).equals(resource);
    } catch (InvalidInputException e) {
      // A later change of another caller conflicts with this one.
      return false;
    }
  }
}
