package io.streamcat.emulator;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;

/** Tells which operations list resources: those that answer page by page. */
final class ListOperations {
  private ListOperations() {}

  static boolean contains(Operation operation) {
    return ApiModel.get().of(operation.service()).hasMember(operation.input(), "nextToken");
  }
}
