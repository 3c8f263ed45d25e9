package io.streamcat.spring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Where the three services are and how they are accessed; a bean of this type comes before {@code
 * streamcat.aws.*} and before beans of Spring Cloud AWS. Tests point an application to an emulator
 * with one. What is null is left to those.
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
