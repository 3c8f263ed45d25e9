package io.streamcat.provisioning;

import org.junit.jupiter.api.Tag;

/** What cannot be created is undone. */
@Tag("slow")
class RollBackFaultMatrixTest extends FaultMatrix {

  RollBackFaultMatrixTest() {
    super(FailurePolicy.ROLL_BACK);
  }
}
