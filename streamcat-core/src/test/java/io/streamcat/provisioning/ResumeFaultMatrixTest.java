package io.streamcat.provisioning;

import org.junit.jupiter.api.Tag;

/** What cannot be created is left for later. */
@Tag("slow")
class ResumeFaultMatrixTest extends FaultMatrix {

  ResumeFaultMatrixTest() {
    super(FailurePolicy.RESUME);
  }
}
