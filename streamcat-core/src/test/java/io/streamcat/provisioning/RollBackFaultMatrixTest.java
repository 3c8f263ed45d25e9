package io.streamcat.provisioning;

/** The fault matrix with the policy that rolls back. */
class RollBackFaultMatrixTest extends FaultMatrix {

  RollBackFaultMatrixTest() {
    super(FailurePolicy.ROLL_BACK);
  }
}
