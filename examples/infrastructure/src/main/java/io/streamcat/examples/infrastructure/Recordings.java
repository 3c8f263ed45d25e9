package io.streamcat.examples.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.ICachePolicy;
import software.amazon.awscdk.services.cloudfront.IKeyGroup;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.PublicKey;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.ivs.CfnRecordingConfiguration;
import software.amazon.awscdk.services.ivs.CfnRecordingConfiguration.DestinationConfigurationProperty;
import software.amazon.awscdk.services.ivs.CfnRecordingConfiguration.S3DestinationConfigurationProperty;
import software.amazon.awscdk.services.ivs.CfnRecordingConfiguration.ThumbnailConfigurationProperty;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The bucket for recordings, and the distribution from which viewers watch them. */
final class Recordings extends Construct {

  private static final int LOG_DAYS = 90;
  private static final int FINGERPRINT_BYTES = 4;

  private final CfnRecordingConfiguration configuration;
  private final Distribution distribution;
  private @Nullable String keyId;

  Recordings(Construct scope, String id, Settings settings) {
    super(scope, id);
    Bucket accessLogs =
        Bucket.Builder.create(this, "AccessLogs")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .encryption(BucketEncryption.S3_MANAGED)
            .enforceSsl(true)
            // CloudFront writes its logs with an access control list.
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
            .lifecycleRules(
                List.of(LifecycleRule.builder().expiration(Duration.days(LOG_DAYS)).build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Bucket bucket =
        Bucket.Builder.create(this, "Bucket")
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .encryption(BucketEncryption.S3_MANAGED)
            .enforceSsl(true)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .expiration(Duration.days(settings.recordings().days()))
                        .build()))
            .serverAccessLogsBucket(accessLogs)
            .serverAccessLogsPrefix("bucket/")
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    configuration =
        CfnRecordingConfiguration.Builder.create(this, "Configuration")
            .name("streamcat-" + settings.environment())
            .destinationConfiguration(
                DestinationConfigurationProperty.builder()
                    .s3(
                        S3DestinationConfigurationProperty.builder()
                            .bucketName(bucket.getBucketName())
                            .build())
                    .build())
            .thumbnailConfiguration(
                ThumbnailConfigurationProperty.builder()
                    .recordingMode("INTERVAL")
                    .targetIntervalSeconds(60)
                    .build())
            // A broadcast that reconnects within a minute continues the same recording.
            .recordingReconnectWindowSeconds(60)
            .build();
    // Channels use it, and AWS rejects its deletion until none does.
    configuration.applyRemovalPolicy(RemovalPolicy.RETAIN);
    // CloudFront's names are unique in the account, whatever the region.
    String name = settings.name(settings.site().region());
    List<IKeyGroup> signers =
        settings.recordings().key().map(key -> signers(name, key)).stream().toList();
    IOrigin origin =
        S3BucketOrigin.withOriginAccessControl(
            bucket,
            S3BucketOriginWithOACProps.builder()
                .originAccessControl(
                    S3OriginAccessControl.Builder.create(this, "Access")
                        .originAccessControlName(name)
                        .build())
                .build());
    distribution =
        Distribution.Builder.create(this, "Distribution")
            .comment("StreamCat's recordings, " + settings.environment())
            .defaultBehavior(watching(origin, CachePolicy.CACHING_OPTIMIZED, signers))
            // A playlist grows during its recording.
            .additionalBehaviors(
                Map.of("*.m3u8", watching(origin, CachePolicy.CACHING_DISABLED, signers)))
            .enableLogging(true)
            .logBucket(accessLogs)
            .logFilePrefix("distribution/")
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .priceClass(PriceClass.PRICE_CLASS_100)
            .build();
  }

  /**
   * Returns the keys whose signatures a viewer needs.
   *
   * <p>CloudFront rejects a change of a key, so another key is another resource, which
   * CloudFormation creates before it deletes the former one.
   */
  private IKeyGroup signers(String group, String pem) {
    String name = group + "-" + fingerprint(group + pem);
    PublicKey key =
        PublicKey.Builder.create(this, name).publicKeyName(name).encodedKey(pem).build();
    keyId = key.getPublicKeyId();
    return KeyGroup.Builder.create(this, "Signers").keyGroupName(group).items(List.of(key)).build();
  }

  private static String fingerprint(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static BehaviorOptions watching(
      IOrigin origin, ICachePolicy cache, List<IKeyGroup> signers) {
    return BehaviorOptions.builder()
        .trustedKeyGroups(signers)
        .origin(origin)
        .cachePolicy(cache)
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        // Players are on pages of other domains.
        .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS)
        .build();
  }

  String configurationArn() {
    return configuration.getAttrArn();
  }

  /** Returns the id of the key whose signatures a viewer needs, which signatures name. */
  Optional<String> keyId() {
    return Optional.ofNullable(keyId);
  }

  String domain() {
    return distribution.getDistributionDomainName();
  }
}
