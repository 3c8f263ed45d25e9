package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.ServiceModel;
import io.streamcat.emulator.internal.model.Violation;
import io.streamcat.emulator.internal.resource.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The emulated operations. Inputs and outputs are validated against the API model. */
public final class Operations {
  /** The prefix of tag keys that only AWS sets. */
  private static final String RESERVED = "aws:";

  private final List<Handler.Group> groups;

  public Operations(Handler.Group... groups) {
    this.groups = List.of(groups);
  }

  public boolean contains(Operation operation) {
    return find(operation) != null;
  }

  private @Nullable Handler find(Operation operation) {
    for (Handler.Group group : groups) {
      Handler handler = group.handler(operation.name());
      if (handler != null) {
        return handler;
      }
    }
    return null;
  }

  /** Returns an input without unknown members, or rejects it. */
  public static Map<String, Object> read(Operation operation, Map<String, ?> input) {
    ServiceModel model = ApiModel.get().of(operation.service());
    List<Violation> violations = model.check(operation.input(), input);
    if (!violations.isEmpty()) {
      throw ApiException.invalid(violations);
    }
    if (input.get("tags") instanceof Map<?, ?> tags
        && tags.keySet().stream().anyMatch(key -> ((String) key).startsWith(RESERVED))) {
      throw ApiException.invalid("tags", "must not begin with " + RESERVED + ", which is reserved");
    }
    return model.project(operation.input(), input);
  }

  /** Carries out a call of an emulated operation. */
  public Map<String, Object> carryOut(Call call) {
    Handler handler = find(call.operation());
    if (handler == null) {
      throw new IllegalArgumentException(call.operation() + " is not emulated");
    }
    return handler.handle(call);
  }

  /**
   * Returns an output without unknown members. An output that the model does not allow is a defect
   * of the emulator, which fails instead of answering what AWS never would.
   */
  public static Map<String, Object> write(Operation operation, Map<String, Object> output) {
    String shape = operation.output();
    if (shape == null) {
      return Map.of();
    }
    ServiceModel model = ApiModel.get().of(operation.service());
    List<Violation> violations = model.check(shape, output);
    if (!violations.isEmpty()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The output of %s breaks the API model: %s",
              operation,
              violations.get(0)));
    }
    return model.project(shape, output);
  }
}
