package io.streamcat.provisioning;

/** What cannot be created is undone. */
class RollBackFaultMatrixTest extends FaultMatrix {

  RollBackFaultMatrixTest() {
    super(FailurePolicy.ROLL_BACK);
  }
}
