package io.streamcat.aws.internal;

import io.streamcat.aws.Operation;
import java.time.Instant;

/** A call that is made later and whose turn can be reserved now. */
public final class PlannedCall {

  private final CallGate gate;
  private final Operation operation;

  PlannedCall(CallGate gate, Operation operation) {
    this.gate = gate;
    this.operation = operation;
  }

  ReservedTurn reserve(Instant latest) {
    return gate.reserve(operation, latest);
  }
}
