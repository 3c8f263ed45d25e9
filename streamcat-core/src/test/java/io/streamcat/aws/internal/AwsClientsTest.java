package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.streamcat.testing.EmulatedAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

class AwsClientsTest {

  private static final URI ENDPOINT = URI.create("http://localhost:4566");

  private final StaticCredentialsProvider credentials = EmulatedAws.credentials();
  private final List<AwsClientBuilder<?, ?>> customized = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4566",
        "http://LOCALHOST",
        "https://aws.localhost",
        "http://127.0.0.1:1",
        "http://127.1.2.3",
        "http://[::1]:1"
      })
  void isLocal_thisMachine_isTrue(String endpoint) {
    assertThat(AwsClients.isLocal(URI.create(endpoint))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ivs.us-east-1.amazonaws.com",
        "http://localhost.example.com",
        "http://notlocalhost",
        "http://128.0.0.1",
        "urn:local"
      })
  void isLocal_anotherMachineOrNone_isFalse(String endpoint) {
    assertThat(AwsClients.isLocal(URI.create(endpoint))).isFalse();
    assertThat(AwsClients.isLocal(null)).isFalse();
  }

  private AwsClients clients(SdkHttpClient http, @Nullable URI endpoint) {
    return new AwsClients(Region.EU_WEST_1, credentials, endpoint, http, customized::add);
  }

  private void check(AwsServiceClientConfiguration client) {
    assertThat(client.region()).isEqualTo(Region.EU_WEST_1);
    assertThat(client.endpointOverride()).contains(ENDPOINT);
    assertThat(client).extracting("credentialsProvider").isSameAs(credentials);
    assertThat(client.overrideConfiguration().retryStrategy())
        .hasValueSatisfying(strategy -> assertThat(strategy.maxAttempts()).isEqualTo(1));
  }

  @Test
  void build_anyService_hasEverySettingAndIsCustomized() {
    try (SdkHttpClient http = AwsClients.newHttpClient(Duration.ofSeconds(1))) {
      AwsClients clients = clients(http, ENDPOINT);
      try (IvsClient ivs = clients.ivs();
          IvschatClient ivschat = clients.ivschat();
          IvsRealTimeClient ivsRealTime = clients.ivsRealTime()) {
        check(ivs.serviceClientConfiguration());
        check(ivschat.serviceClientConfiguration());
        check(ivsRealTime.serviceClientConfiguration());
      }
    }
    assertThat(customized).hasSize(3);
  }

  @Test
  void build_withoutAnEndpoint_usesThatOfAws() {
    try (SdkHttpClient http = AwsClients.newHttpClient(Duration.ofSeconds(1));
        IvsClient ivs = clients(http, null).ivs()) {
      assertThat(ivs.serviceClientConfiguration().endpointOverride()).isEmpty();
    }
  }

  @Test
  void newHttpClient_proxy_receivesTheRequests() throws IOException {
    List<URI> requests = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI());
          byte[] answer = "{\"channels\": []}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    proxy.start();
    URI address = URI.create("http://localhost:" + proxy.getAddress().getPort());
    try (SdkHttpClient http = AwsClients.newHttpClient(Duration.ofSeconds(10), address);
        IvsClient ivs = clients(http, URI.create("http://ivs.invalid")).ivs()) {
      assertThat(ivs.listChannels(r -> {}).channels()).isEmpty();
    } finally {
      proxy.stop(0);
    }

    assertThat(requests).singleElement().extracting(URI::getHost).isEqualTo("ivs.invalid");
  }
}
