package io.streamcat.emulator.internal.operation;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.ServiceModel;
import io.streamcat.emulator.internal.model.Violation;
import io.streamcat.emulator.internal.resource.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operations that are emulated, whose inputs and outputs are held to the API model. */
public final class Operations implements Handler.Registry {
  /** How the keys of tags begin that only AWS itself sets. */
  private static final String RESERVED = "aws:";

  private final Map<String, Handler> handlers = new HashMap<>();

  @Override
  public void add(String operation, Handler handler) {
    handlers.put(operation, handler);
  }

  public boolean contains(Operation operation) {
    return handlers.containsKey(operation.name());
  }

  /** Keeps what the operation knows of an input, or refuses it. */
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

  /** Carries out a call of an operation that is emulated. */
  public Map<String, Object> carryOut(Call call) {
    Handler handler = handlers.get(call.operation().name());
    if (handler == null) {
      throw new IllegalArgumentException(call.operation() + " is not emulated");
    }
    return handler.handle(call);
  }

  /**
   * Keeps what the operation knows of an output. One that the model does not allow is a mistake of
   * the emulator, which fails rather than teach its clients what AWS never answers.
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
              "The output of %s is not what the API model says: %s",
              operation,
              violations.get(0)));
    }
    return model.project(shape, output);
  }
}
