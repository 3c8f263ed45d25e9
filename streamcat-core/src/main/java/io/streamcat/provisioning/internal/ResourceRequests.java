package io.streamcat.provisioning.internal;

import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Set;

/** The calls that request a resource for a registered user, or withdraw the request. */
final class ResourceRequests {

  private final ProvisioningContext context;
  private final RegisteredUsers users;
  private final Admission admission;

  ResourceRequests(ProvisioningContext context, RegisteredUsers users, Admission admission) {
    this.context = context;
    this.users = users;
    this.admission = admission;
  }

  User ensure(UserId id, ResourceKind kind) {
    UserRecord stored = users.active(id);
    if (stored.resources().get(kind) != null) {
      return stored.user();
    }
    // This call never withdraws a resource that another call or a reconciliation has requested.
    boolean isWanted = stored.pending().creation(kind).isPresent();
    return admission.admit(
        Set.of(kind),
        context.calls().deadline(),
        () ->
            users.change(
                id,
                record -> record.wanting(kind, context.now()),
                task -> task instanceof CreateResource create && create.kind() == kind,
                isWanted ? FailurePolicy.RESUME : context.settings().failurePolicy(),
                record ->
                    record.resources().get(kind) != null
                        || record.pending().creation(kind).isPresent()));
  }

  User forgo(UserId id, ResourceKind kind) {
    UserRecord stored = users.active(id);
    if (stored.pending().creation(kind).isEmpty()) {
      return stored.user();
    }
    return users.change(
        id,
        record -> record.with(tasks -> tasks.withdrawing(kind, context.now())),
        task -> false,
        FailurePolicy.RESUME,
        record -> true);
  }
}
