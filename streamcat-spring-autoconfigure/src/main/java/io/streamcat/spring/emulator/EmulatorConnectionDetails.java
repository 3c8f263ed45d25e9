package io.streamcat.spring.emulator;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.spring.IvsConnectionDetails;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Connection details of an emulator, which accepts any credentials.
 *
 * @param emulator the emulator
 */
record EmulatorConnectionDetails(IvsEmulator emulator) implements IvsConnectionDetails {

  @Override
  public URI endpoint() {
    return emulator.endpoint();
  }

  @Override
  public Region region() {
    return Region.of(emulator.region());
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator"));
  }
}
