package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.IvsEmulator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The settings with which StreamCat calls the emulator instead of AWS. All programs share them. */
final class EmulatorSetup {

  private EmulatorSetup() {}

  /**
   * Creates a builder that is connected to an emulator. For AWS, leave out these three options: the
   * AWS SDK then finds region and credentials itself.
   *
   * @param emulator the emulator
   * @return a new builder
   */
  static StreamCatBuilder connect(IvsEmulator emulator) {
    return StreamCat.builder()
        .aws(
            a ->
                a.region(Region.of(emulator.region()))
                    .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                    .endpointOverride(emulator.endpoint()));
  }
}
