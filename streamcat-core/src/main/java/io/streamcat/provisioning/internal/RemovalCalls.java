package io.streamcat.provisioning.internal;

import io.streamcat.exception.Check;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.ResourcePolicy;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.PendingTask.RemoveUser;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The calls that remove users. */
final class RemovalCalls {

  private final ProvisioningContext context;
  private final ProvisioningWorkflow workflow;

  RemovalCalls(ProvisioningContext context, ProvisioningWorkflow workflow) {
    this.context = context;
    this.workflow = workflow;
  }

  void deprovision(UserId id, ResourcePolicy policy) {
    Check.given("policy", policy);
    UnaryOperator<UserRecord> begin = record -> begun(record, policy);
    Optional<LeasedUser> user = context.claim(id, begin);
    while (user.isPresent()) {
      try {
        workflow.run(user.get(), task -> true, FailurePolicy.RESUME).orThrow();
        return;
      } catch (LeaseLostException e) {
        // Another worker has claimed the removal; wait for it.
        if (Thread.currentThread().isInterrupted()) {
          throw RegisteredUsers.busy(id, e);
        }
      }
      user = context.claimRecord(user.get().record().key(), begin);
    }
  }

  private UserRecord begun(UserRecord record, ResourcePolicy policy) {
    if (policy == ResourcePolicy.DELETE) {
      return record.deprovisioning(context.now());
    }
    UserRecord retaining = Adoption.retaining(record, context.now(), context.afterLateRequests());
    RemoveUser removal = retaining.pending().find(RemoveUser.class).orElseThrow();
    Check.that(
        removal.retainsAll(),
        "policy",
        "DELETE, because the removal of the user has begun and deletes the resources",
        "is RETAIN");
    return retaining;
  }
}
