package io.streamcat.provisioning.internal;

import io.streamcat.repository.Identity;
import io.streamcat.repository.PendingTask.LabelResource;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;

/** Spares that become records of users. */
public final class SpareTransitions {

  private SpareTransitions() {}

  /** Returns whether the record may have been that of a spare. */
  static boolean mayHaveBeenSpare(UserRecord record) {
    return record
        .pending()
        .find(RemoveUser.class)
        .map(RemoveUser::wasActive)
        .orElse(!record.state().isRegistering());
  }

  /**
   * Returns the record of a user who gets the resources of a spare, with tasks that tell AWS the
   * user's id and the name of the resources.
   *
   * @param spare a spare without pending tasks and without a lease
   * @param person the user
   * @param resourceName the name of the user's resources
   * @param own the settings that were chosen for the user, which the spare has
   * @param now the time, which becomes the time of the registration
   */
  public static UserRecord taken(
      UserRecord spare, Identity person, String resourceName, OwnSettings own, Instant now) {
    PendingTasks labels = PendingTasks.NONE;
    for (ResourceKind kind : spare.resources().kinds()) {
      labels = labels.with(new LabelResource(kind, Progress.ready(now)));
    }
    return new UserRecord(
        spare.key(),
        spare.home(),
        person,
        UserState.ACTIVE,
        spare.resources(),
        resourceName,
        own,
        labels,
        null,
        spare.revision(),
        now,
        now);
  }
}
