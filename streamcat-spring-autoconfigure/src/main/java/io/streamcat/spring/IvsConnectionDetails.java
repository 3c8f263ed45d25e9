package io.streamcat.spring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The connection to the three services. A bean of this type takes precedence over {@code
 * streamcat.aws.*} and over beans of Spring Cloud AWS, which still apply where it returns null.
 * Tests use one to connect an application to an emulator.
 */
public interface IvsConnectionDetails extends ConnectionDetails {

  /**
   * Returns the endpoint of all three services.
   *
   * @return a URI without a path, or null for AWS's own
   */
  default @Nullable URI endpoint() {
    return null;
  }

  /**
   * Returns the region.
   *
   * @return the region, or null
   */
  default @Nullable Region region() {
    return null;
  }

  /**
   * Returns the credentials.
   *
   * @return the credentials, or null
   */
  default @Nullable AwsCredentialsProvider credentials() {
    return null;
  }
}
