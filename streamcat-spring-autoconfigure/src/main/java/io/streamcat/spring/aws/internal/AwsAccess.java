package io.streamcat.spring.aws.internal;

import io.streamcat.spring.IvsConnectionDetails;
import io.streamcat.spring.internal.StreamCatProperties.Aws;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * The endpoint, region and credentials for AWS. Connection details come first, then beans as Spring
 * Cloud AWS defines them, then properties, then the SDK's own providers.
 *
 * @param details connection details, or null if there are none
 * @param regions the application's region provider, or null if there is none
 * @param credentialsProvider the application's credentials, or null if there are none
 * @param properties the properties
 */
public record AwsAccess(
    @Nullable IvsConnectionDetails details,
    @Nullable AwsRegionProvider regions,
    @Nullable AwsCredentialsProvider credentialsProvider,
    Aws properties) {

  private static final Logger log = LoggerFactory.getLogger(AwsAccess.class);

  private static final String ACCESS_KEY_ID = "streamcat.aws.access-key-id";
  private static final String SECRET_ACCESS_KEY = "streamcat.aws.secret-access-key";

  /** Returns the endpoint of all three services, or null for AWS's own. */
  public @Nullable URI endpoint() {
    URI endpoint = details == null ? null : details.endpoint();
    return endpoint == null ? properties.endpoint() : endpoint;
  }

  /** Returns the region, or null to leave it to the SDK. */
  public @Nullable Region region() {
    Region region = details == null ? null : details.region();
    if (region != null) {
      return region;
    }
    if (regions != null) {
      warnIfSet("streamcat.aws.region", properties.region(), regions);
      return regions.getRegion();
    }
    if (properties.region() != null) {
      return Region.of(properties.region());
    }
    return properties.profile() == null ? null : regionOf(properties.profile());
  }

  private static @Nullable Region regionOf(String profile) {
    try {
      return new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, profile).getRegion();
    } catch (SdkClientException e) {
      log.debug("A profile has no region profile={}", profile, e);
      return null;
    }
  }

  /**
   * Returns the credentials.
   *
   * @throws AwsAccessException if only one half of an access key is set
   */
  public AwsCredentialsProvider credentials() {
    AwsCredentialsProvider credentials = details == null ? null : details.credentials();
    if (credentials != null) {
      return credentials;
    }
    if (credentialsProvider != null) {
      warnIfSet(ACCESS_KEY_ID, properties.accessKeyId(), credentialsProvider);
      return credentialsProvider;
    }
    String id = properties.accessKeyId();
    String secret = properties.secretAccessKey();
    if (id == null && secret != null) {
      throw AwsAccessException.incompleteAccessKey(ACCESS_KEY_ID, SECRET_ACCESS_KEY);
    }
    if (id != null && secret == null) {
      throw AwsAccessException.incompleteAccessKey(SECRET_ACCESS_KEY, ACCESS_KEY_ID);
    }
    if (id != null && secret != null) {
      return StaticCredentialsProvider.create(
          properties.sessionToken() == null
              ? AwsBasicCredentials.create(id, secret)
              : AwsSessionCredentials.create(id, secret, properties.sessionToken()));
    }
    return new DiagnosticCredentialsProvider(
        properties.profile() == null
            ? DefaultCredentialsProvider.builder().build()
            : ProfileCredentialsProvider.create(properties.profile()));
  }

  private static void warnIfSet(String property, @Nullable String value, Object bean) {
    if (value != null) {
      log.warn(
          "A property is ignored because a bean of the application takes precedence property={}"
              + " bean={}",
          property,
          bean.getClass().getName());
    }
  }
}
