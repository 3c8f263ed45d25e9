package io.streamcat.provisioning;

import org.junit.jupiter.api.Tag;

/** The fault matrix with the policy that rolls back. */
@Tag("slow")
class RollBackFaultMatrixTest extends FaultMatrix {

  RollBackFaultMatrixTest() {
    super(FailurePolicy.ROLL_BACK);
  }
}
