package io.streamcat.provisioning;

/** The fault matrix with the policy that keeps unfinished users. */
class ResumeFaultMatrixTest extends FaultMatrix {

  ResumeFaultMatrixTest() {
    super(FailurePolicy.RESUME);
  }
}
