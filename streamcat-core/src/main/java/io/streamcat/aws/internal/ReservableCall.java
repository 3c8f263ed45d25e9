package io.streamcat.aws.internal;

import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceOperations.PlannedCall;
import java.time.Instant;

/** A planned call that knows where to reserve its turn. */
final class ReservableCall implements PlannedCall {

  private final CallGate gate;
  private final Operation operation;

  ReservableCall(CallGate gate, Operation operation) {
    this.gate = gate;
    this.operation = operation;
  }

  ReservedTurn reserve(Instant latest) {
    return gate.reserve(operation, latest);
  }
}
