package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Call;
import java.util.Map;

/** The implementation of one operation. */
@FunctionalInterface
public interface Handler {
  /**
   * Carries out the operation completely or not at all.
   *
   * @param call the call
   * @return at least the members of the operation's output; other members are dropped
   * @throws io.streamcat.emulator.internal.model.ApiException if the call is rejected
   */
  Map<String, Object> handle(Call call);

  /** The assignment of handlers to operations. */
  interface Registry {
    /** Adds the handler of an operation; a handler of a tag operation serves all services. */
    void add(String operation, Handler handler);
  }
}
