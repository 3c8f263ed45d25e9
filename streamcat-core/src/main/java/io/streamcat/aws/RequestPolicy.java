package io.streamcat.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/**
 * The configuration every request carries, whoever built the client: it is sent once, within a time
 * limit, not after its deadline, and it is noted whether it left this machine.
 *
 * <p>The SDK repeats a create after a failure that may have been none, and IVS has no token to
 * recognise the repetition by; so all retrying is done by {@link AwsCalls}, which knows which
 * operations may be repeated.
 */
final class RequestPolicy {

  private static final ExecutionAttribute<Transmission> TRANSMISSION =
      new ExecutionAttribute<>("StreamCatTransmission");

  private static final TransmissionNote NOTE = new TransmissionNote();

  private final boolean prepared;
  private final Duration callTimeout;

  private RequestPolicy(boolean prepared, Duration callTimeout) {
    this.prepared = prepared;
    this.callTimeout = callTimeout;
  }

  /** Prepares a client that is being built, so that its requests need less preparation. */
  static void prepare(ClientOverrideConfiguration.Builder client) {
    client.retryStrategy(DefaultRetryStrategy.doNotRetry()).addExecutionInterceptor(NOTE);
  }

  /** The policy for requests of a client, prepared or not. */
  static RequestPolicy of(ClientOverrideConfiguration client, Duration callTimeout) {
    return new RequestPolicy(isPrepared(client), callTimeout);
  }

  /** Someone may have changed the client since, and the SDK repeats requests unless told not to. */
  private static boolean isPrepared(ClientOverrideConfiguration client) {
    return client.executionInterceptors().contains(NOTE)
        && client.retryStrategy().filter(strategy -> strategy.maxAttempts() == 1).isPresent();
  }

  AwsRequestOverrideConfiguration noting(Transmission transmission) {
    AwsRequestOverrideConfiguration.Builder request =
        AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(transmission.atMost(callTimeout))
            .putExecutionAttribute(TRANSMISSION, transmission);
    if (prepared) {
      transmission.observe();
    } else {
      request.addPlugin(new SendOnce(transmission));
    }
    return request.build();
  }

  /**
   * Prepares a client for one request: costly, but works for clients built by anyone. A client that
   * is none of the SDK's never calls it, and so never shows when it sends.
   */
  private record SendOnce(Transmission transmission) implements SdkPlugin {
    @Override
    public void configureClient(SdkServiceClientConfiguration.Builder client) {
      // Added to what the client has, never in its place: its own interceptors and headers stay.
      ClientOverrideConfiguration.Builder configuration =
          client.overrideConfiguration().toBuilder();
      prepare(configuration);
      client.overrideConfiguration(configuration.build());
      transmission.observe();
    }
  }

  private static final class TransmissionNote implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      Transmission transmission = attributes.getAttribute(TRANSMISSION);
      if (transmission != null) {
        transmission.begin();
      }
    }
  }
}
