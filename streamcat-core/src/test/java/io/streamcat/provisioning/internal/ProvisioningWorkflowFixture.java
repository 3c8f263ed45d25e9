package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;

import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.testing.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The work on the pending tasks of one user. */
abstract class ProvisioningWorkflowFixture extends ContextFixture {

  final List<String> hooked = new ArrayList<>();

  WorkResult run(ProvisioningContext here, FailurePolicy policy) {
    LeasedUser claimed = here.tryClaim(stored(), UnaryOperator.identity()).orElseThrow();
    return new ProvisioningWorkflow(here).run(claimed, task -> true, policy);
  }

  WorkResult run(FailurePolicy policy) {
    return run(context, policy);
  }

  void deprovision() {
    registered(ALL);
    Records.change(users, TODD, record -> record.deprovisioning(time.instant()));
  }
}
