package io.streamcat.provisioning;

/** What cannot be created is left for later. */
class ResumeFaultMatrixTest extends FaultMatrix {

  ResumeFaultMatrixTest() {
    super(FailurePolicy.RESUME);
  }
}
