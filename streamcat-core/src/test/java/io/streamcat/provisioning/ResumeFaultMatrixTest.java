package io.streamcat.provisioning;

import org.junit.jupiter.api.Tag;

/** The fault matrix with the policy that keeps unfinished users. */
@Tag("slow")
class ResumeFaultMatrixTest extends FaultMatrix {

  ResumeFaultMatrixTest() {
    super(FailurePolicy.RESUME);
  }
}
