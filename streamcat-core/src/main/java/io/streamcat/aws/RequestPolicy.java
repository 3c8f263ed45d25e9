package io.streamcat.aws;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
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

  private final AwsRequestOverrideConfiguration base;

  RequestPolicy(Duration callTimeout) {
    this.base =
        AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(callTimeout)
            .addPlugin(new SendOnce())
            .build();
  }

  AwsRequestOverrideConfiguration noting(AtomicBoolean transmitted) {
    return base.toBuilder().putExecutionAttribute(TRANSMITTED, transmitted).build();
  }

  private static final class SendOnce implements SdkPlugin {

    private static final TransmissionNote NOTE = new TransmissionNote();

    @Override
    public void configureClient(SdkServiceClientConfiguration.Builder config) {
      // Added to what the client has, never in its place: its own interceptors and headers stay.
      config.overrideConfiguration(
          config.overrideConfiguration().toBuilder()
              .retryStrategy(DefaultRetryStrategy.doNotRetry())
              .addExecutionInterceptor(NOTE)
              .build());
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
