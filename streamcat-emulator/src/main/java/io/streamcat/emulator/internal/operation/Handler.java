package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Call;
import java.util.Map;

/** Carries out one operation. */
@FunctionalInterface
public interface Handler {
  /**
   * Carries it out completely or not at all.
   *
   * @param call the call
   * @return at least the members of the operation's output; others fall away
   * @throws io.streamcat.emulator.internal.model.ApiException if it is refused
   */
  Map<String, Object> handle(Call call);

  /** Says which handler carries out which operation. */
  interface Registry {
    /** Adds the handler of an operation; the tag operations have it for each service. */
    void add(String operation, Handler handler);
  }
}
