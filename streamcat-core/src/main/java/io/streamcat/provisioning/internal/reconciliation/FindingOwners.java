package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.util.Optional;

/** The look-up of the records that findings concern. A spare has no id by which to find it. */
record FindingOwners(ProvisioningContext context) {

  /** Finds the record of a finding's user, or of the spare that has or created the resource. */
  Optional<UserRecord> of(Finding finding) {
    UserId user = finding.userId();
    return user != null
        ? context.users().findById(user)
        : context.users().findByResource(finding.arn()).or(() -> creator(finding));
  }

  private Optional<UserRecord> creator(Finding finding) {
    return context
        .type(finding.kind())
        .get()
        .apply(finding.arn())
        .flatMap(resource -> context.tags().origin(resource.tags()))
        .flatMap(origin -> Optional.ofNullable(origin.record()))
        .flatMap(context.users()::findByKey);
  }
}
