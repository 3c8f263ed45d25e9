package io.streamcat.simulation.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/** The transport from a client to the in-memory AWS. */
@FunctionalInterface
public interface Transport {

  /** The transport without points and faults. */
  Transport DIRECT =
      new Transport() {
        @Override
        public <R> R call(
            AwsOperation<R> operation, AwsRequest request, Object subject, Supplier<R> effect) {
          return effect.get();
        }
      };

  /**
   * Makes a call.
   *
   * @param operation the operation
   * @param request the request
   * @param subject the name or ARN of the call's resource
   * @param effect executes the call, and returns AWS's answer or throws its error
   * @param <R> the answer
   * @return the answer
   */
  <R> R call(AwsOperation<R> operation, AwsRequest request, Object subject, Supplier<R> effect);
}
