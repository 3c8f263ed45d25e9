package io.streamcat.emulator.internal.fault;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;

/** The operations that a fault can meet. */
public enum FaultScope {
  /** Every operation. */
  ALL("is not an operation"),
  /** The operations that create, change or delete something. */
  WRITES("only reads"),
  /** The operations that read resources by their ARNs, one or many at once. */
  GETS("does not get resources by their ARNs"),
  /** The operations that show resources or their tags. */
  READS("does not read resources"),
  /** The operations that list resources page by page. */
  LISTS("does not list resources page by page"),
  /** The operations whose success has a body. */
  WITH_BODY("is answered without a body");

  private final String problem;

  FaultScope(String problem) {
    this.problem = problem;
  }

  public boolean contains(Operation operation) {
    return switch (this) {
      case ALL -> true;
      case WRITES -> !isRead(operation);
      case GETS -> isGet(operation);
      case READS -> isRead(operation);
      case LISTS -> isPaged(operation);
      case WITH_BODY -> operation.output() != null;
    };
  }

  /** Returns the reason why an operation is out of scope, as the end of a sentence. */
  public String problem() {
    return problem;
  }

  private static boolean isGet(Operation operation) {
    return operation.name().startsWith("Get") || operation.name().startsWith("BatchGet");
  }

  private static boolean isRead(Operation operation) {
    return isGet(operation) || operation.name().startsWith("List");
  }

  private static boolean isPaged(Operation operation) {
    return ApiModel.get().of(operation.service()).hasMember(operation.input(), "nextToken");
  }
}
