package io.streamcat.spring;

import io.streamcat.aws.AwsClients;
import io.streamcat.error.StreamCatException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Builds the three clients, all with the same settings, and closes what they share. */
final class AwsClientFactory implements AutoCloseable {

  private final AwsClients clients;
  private final AwsAccess access;
  private final List<SdkAutoCloseable> owned;

  private AwsClientFactory(AwsClients clients, AwsAccess access, List<SdkAutoCloseable> owned) {
    this.clients = clients;
    this.access = access;
    this.owned = owned;
  }

  static AwsClientFactory create(
      AwsAccess access, Duration callTimeout, List<StreamCatClientCustomizer> customizers) {
    SdkHttpClient http = AwsClients.newHttpClient(callTimeout);
    var credentials = access.credentials();
    AwsClients clients =
        new AwsClients(
            access.region(),
            credentials,
            access.endpoint(),
            http,
            builder -> customizers.forEach(customizer -> customizer.customize(builder)));
    return new AwsClientFactory(
        clients,
        access,
        credentials instanceof ExplainedCredentials own ? List.of(http, own) : List.of(http));
  }

  <C> C build(Function<AwsClients, C> client) {
    try {
      return client.apply(clients);
    } catch (StreamCatException e) {
      if (access.region() != null) {
        throw e;
      }
      throw AwsAccessException.noRegion(e);
    }
  }

  @Override
  public void close() {
    owned.forEach(SdkAutoCloseable::close);
  }
}
