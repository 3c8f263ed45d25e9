package io.streamcat.examples.quickstart;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.support.AwsEndpoint;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/** The emulator in this process, or the endpoint that was given. */
final class Backend implements AutoCloseable {

  private final @Nullable IvsEmulator emulator;
  private final AwsEndpoint endpoint;
  private final Region region;

  private Backend(@Nullable IvsEmulator emulator, URI endpoint, Region region) {
    this.emulator = emulator;
    this.endpoint = new AwsEndpoint(endpoint);
    this.region = region;
  }

  static Backend open(@Nullable URI endpoint, Region region) {
    if (endpoint != null) {
      return new Backend(null, endpoint, region);
    }
    IvsEmulator emulator = IvsEmulator.builder().region(region.id()).start();
    return new Backend(emulator, emulator.endpoint(), region);
  }

  StreamCat streamCat() {
    return StreamCat.builder()
        .aws(
            a ->
                a.region(region)
                    .credentialsProvider(endpoint.credentials())
                    .endpointOverride(endpoint.uri()))
        .build();
  }

  /** Returns the reason why every registration would fail, or empty. */
  Optional<String> obstacle() {
    return endpoint.obstacle();
  }

  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
