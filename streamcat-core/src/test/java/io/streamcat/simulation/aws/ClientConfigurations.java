package io.streamcat.simulation.aws;

import io.streamcat.aws.internal.AwsClients;
import io.streamcat.testing.SentRequest;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.IvsServiceClientConfiguration;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.IvschatServiceClientConfiguration;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeServiceClientConfiguration;

/**
 * The configurations of StreamCat's own clients, copied once from real ones.
 *
 * <p>So StreamCat finds its whole configuration in the in-memory clients, including the interceptor
 * that records that a request was sent.
 */
final class ClientConfigurations {

  static final IvsServiceClientConfiguration IVS;
  static final IvschatServiceClientConfiguration IVSCHAT;
  static final IvsRealTimeServiceClientConfiguration IVS_REALTIME;

  private static final List<ExecutionInterceptor> INTERCEPTORS;

  static {
    AwsClients clients =
        new AwsClients(
            Region.of(Account.REGION),
            AnonymousCredentialsProvider.create(),
            null,
            new NoHttp(),
            builder -> {});
    try (IvsClient ivs = clients.ivs();
        IvschatClient ivschat = clients.ivschat();
        IvsRealTimeClient ivsRealTime = clients.ivsRealTime()) {
      IVS = ivs.serviceClientConfiguration();
      IVSCHAT = ivschat.serviceClientConfiguration();
      IVS_REALTIME = ivsRealTime.serviceClientConfiguration();
    }
    INTERCEPTORS = IVS.overrideConfiguration().executionInterceptors();
  }

  private ClientConfigurations() {}

  /** Calls the interceptors as the SDK does right before it sends a request. */
  static void transmit(AwsRequest request) {
    request
        .overrideConfiguration()
        .ifPresent(
            override -> {
              for (ExecutionInterceptor interceptor : INTERCEPTORS) {
                interceptor.beforeTransmission(SentRequest.CONTEXT, override.executionAttributes());
              }
            });
  }

  /**
   * An HTTP client that sends nothing, because the clients are built for their configuration only.
   */
  private static final class NoHttp implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
