package io.streamcat.aws;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * What every request carries, whoever built the client: it is sent once, within a time limit, and
 * it is noted whether it left this machine.
 *
 * <p>The SDK repeats a create after a failure that may have been none, and IVS has no token to
 * recognise the repetition by; so all retrying is done by {@link AwsCalls}, which knows which
 * operations may be repeated.
 */
final class RequestPolicy {

  private static final ExecutionAttribute<AtomicBoolean> TRANSMITTED =
      new ExecutionAttribute<>("StreamCatTransmitted");

  private static final TransmissionNote NOTE = new TransmissionNote();

  private final AwsRequestOverrideConfiguration base;

  private RequestPolicy(AwsRequestOverrideConfiguration base) {
    this.base = base;
  }

  /**
   * Prepares a client that is being built, so that its requests need less preparation; its time
   * limit is its builder's affair.
   */
  static void prepare(ClientOverrideConfiguration.Builder client) {
    client.retryStrategy(DefaultRetryStrategy.doNotRetry()).addExecutionInterceptor(NOTE);
  }

  /** The policy for requests of a client, prepared or not. */
  static RequestPolicy of(ClientOverrideConfiguration client, Duration callTimeout) {
    AwsRequestOverrideConfiguration.Builder request = AwsRequestOverrideConfiguration.builder();
    if (!isPrepared(client)) {
      request.apiCallTimeout(callTimeout).addPlugin(new SendOnce());
    }
    return new RequestPolicy(request.build());
  }

  /** Someone may have changed the client since, and the SDK repeats requests unless told not to. */
  private static boolean isPrepared(ClientOverrideConfiguration client) {
    return client.executionInterceptors().contains(NOTE)
        && client.retryStrategy().filter(strategy -> strategy.maxAttempts() == 1).isPresent();
  }

  AwsRequestOverrideConfiguration noting(AtomicBoolean transmitted) {
    return base.toBuilder().putExecutionAttribute(TRANSMITTED, transmitted).build();
  }

  /** Prepares a client for one request: costly, but works for clients built by anyone. */
  private static final class SendOnce implements SdkPlugin {
    @Override
    public void configureClient(SdkServiceClientConfiguration.Builder client) {
      // Added to what the client has, never in its place: its own interceptors and headers stay.
      ClientOverrideConfiguration.Builder configuration =
          client.overrideConfiguration().toBuilder();
      prepare(configuration);
      client.overrideConfiguration(configuration.build());
    }
  }

  private static final class TransmissionNote implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      AtomicBoolean transmitted = attributes.getAttribute(TRANSMITTED);
      if (transmitted != null) {
        transmitted.set(true);
      }
    }
  }
}
