package io.streamcat.simulation.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/** A transport on which a test does something before or after the effect of an operation. */
public final class FaultyTransport implements Transport {

  private final Map<String, Runnable> before = new HashMap<>();
  private final Map<String, Runnable> after = new HashMap<>();

  /** Sets the action before each effect of an operation, once its request has been sent. */
  public void before(String operation, Runnable action) {
    before.put(operation, action);
  }

  /** Sets the action after each effect of an operation; an exception loses the answer. */
  public void after(String operation, Runnable action) {
    after.put(operation, action);
  }

  /** Removes all actions. */
  public void clear() {
    before.clear();
    after.clear();
  }

  @Override
  public <R> R call(
      AwsOperation<R> operation, AwsRequest request, Object subject, Supplier<R> effect) {
    ClientConfigurations.transmit(request);
    before.getOrDefault(operation.name(), () -> {}).run();
    R answer = effect.get();
    after.getOrDefault(operation.name(), () -> {}).run();
    return answer;
  }
}
