package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.SentRequest;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ivs.IvsServiceClientConfiguration;

/** The preparation of requests, for clients of StreamCat and of the application. */
class RequestPolicyTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final VirtualTime time = new VirtualTime();
  private final Transmission transmission = new Transmission(time, time.instant(), () -> true);

  private static ClientOverrideConfiguration.Builder prepared() {
    ClientOverrideConfiguration.Builder client = ClientOverrideConfiguration.builder();
    RequestPolicy.prepare(client);
    return client;
  }

  private AwsRequestOverrideConfiguration noting(ClientOverrideConfiguration client) {
    return RequestPolicy.of(client, TIMEOUT).noting(transmission);
  }

  private static void transmit(
      ClientOverrideConfiguration client, AwsRequestOverrideConfiguration request) {
    for (ExecutionInterceptor interceptor : client.executionInterceptors()) {
      interceptor.beforeTransmission(
          SentRequest.CONTEXT,
          request == null ? new ExecutionAttributes() : request.executionAttributes());
    }
  }

  @Test
  void noting_preparedClient_observesTheTransmission() {
    ClientOverrideConfiguration client = prepared().build();

    AwsRequestOverrideConfiguration request = noting(client);

    assertThat(request.plugins()).isEmpty();
    assertThat(request.apiCallTimeout()).contains(TIMEOUT);
    assertThat(transmission.mayBeSent()).isFalse();
    transmit(client, request);
    assertThat(transmission.mayBeSent()).isTrue();
    assertThat(transmission.server()).isEqualTo("ivs.moon:4577");
  }

  @Test
  void beforeTransmission_requestOfTheApplication_isIgnored() {
    ClientOverrideConfiguration client = prepared().build();
    noting(client);

    transmit(client, null);

    assertThat(transmission.mayBeSent()).isFalse();
  }

  @Test
  void noting_clientThatRetriesAgain_isPreparedForTheRequest() {
    ClientOverrideConfiguration client =
        prepared()
            .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(2).build())
            .build();

    assertThat(noting(client).plugins()).hasSize(1);
  }

  @Test
  void noting_clientOfTheApplication_isPreparedForTheRequest() {
    ClientOverrideConfiguration client =
        ClientOverrideConfiguration.builder()
            .retryStrategy(DefaultRetryStrategy.doNotRetry())
            .putHeader("x", "y")
            .build();

    AwsRequestOverrideConfiguration request = noting(client);

    assertThat(request.plugins()).hasSize(1);
    assertThat(transmission.mayBeSent()).as("nothing is reported yet").isTrue();
    IvsServiceClientConfiguration.Builder service = IvsServiceClientConfiguration.builder();
    service.overrideConfiguration(client);
    request.plugins().get(0).configureClient(service);
    ClientOverrideConfiguration changed = service.overrideConfiguration();
    assertThat(changed.headers()).containsKey("x");
    assertThat(changed.retryStrategy().orElseThrow().maxAttempts()).isEqualTo(1);
    assertThat(transmission.mayBeSent()).isFalse();
    transmit(changed, request);
    assertThat(transmission.mayBeSent()).isTrue();
  }
}
