package io.streamcat.simulation.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/** The way from a client to the in-memory AWS. */
@FunctionalInterface
public interface Transport {

  /** The way without points and faults. */
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
   * @param subject the name or ARN that the call is about
   * @param effect lets the call take effect, and returns AWS's answer or throws its error
   * @param <R> the answer
   * @return the answer
   */
  <R> R call(AwsOperation<R> operation, AwsRequest request, Object subject, Supplier<R> effect);
}
