package io.streamcat.aws.internal;

import io.streamcat.aws.AwsCalls;
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
 * The configuration of every request, for clients of any origin. A request is sent once, within a
 * time limit and before its deadline, and the policy records whether it left this machine.
 *
 * <p>The SDK would retry a create that may have succeeded, and IVS has no idempotency token to
 * recognise the retry. So {@link AwsCalls}, which knows which operations may be repeated, does all
 * retries.
 */
public final class RequestPolicy {

  private static final ExecutionAttribute<Transmission> TRANSMISSION =
      new ExecutionAttribute<>("StreamCatTransmission");

  private static final TransmissionNote NOTE = new TransmissionNote();

  private final boolean prepared;
  private final Duration callTimeout;

  private RequestPolicy(boolean prepared, Duration callTimeout) {
    this.prepared = prepared;
    this.callTimeout = callTimeout;
  }

  /** Prepares a client while it is built, so that each request needs less preparation. */
  static void prepare(ClientOverrideConfiguration.Builder client) {
    client.retryStrategy(DefaultRetryStrategy.doNotRetry()).addExecutionInterceptor(NOTE);
  }

  /** The policy for requests of a client, prepared or not. */
  public static RequestPolicy of(ClientOverrideConfiguration client, Duration callTimeout) {
    return new RequestPolicy(isPrepared(client), callTimeout);
  }

  /**
   * Returns whether a client is prepared. The application may have changed the client since, and by
   * default the SDK repeats requests.
   */
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
   * Prepares a client for one request: slower, but works for clients of any origin. A client that
   * is not the SDK's never calls this method, so it never reports when it sends.
   */
  private record SendOnce(Transmission transmission) implements SdkPlugin {
    @Override
    public void configureClient(SdkServiceClientConfiguration.Builder client) {
      // Added to the client's configuration without replacing its own interceptors and headers.
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
        transmission.begin(context.httpRequest());
      }
    }
  }
}
