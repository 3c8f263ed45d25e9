package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.resource.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** The operations on one kind of resource. */
  interface Group {
    /**
     * Returns the handler of an operation. It is looked up at each call: a method reference is
     * linked when it is first evaluated, and a hundred of them would slow down the start.
     *
     * @param operation the name, which is the same in all services for the tag operations
     * @return the handler, or null if the operation is not in this group
     */
    @Nullable Handler handler(String operation);
  }
}
