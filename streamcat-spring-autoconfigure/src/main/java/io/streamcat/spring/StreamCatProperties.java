package io.streamcat.spring;

import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.user.ResourceKind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's settings.
 *
 * @param enabled Whether StreamCat is configured at all.
 * @param store Where users and broadcasts are stored. With 'auto', in the application's data
 *     source.
 * @param namespace Namespace that keeps environments sharing an AWS account apart. 1 to 32 letters,
 *     digits, '-' and '_'. Without one, 'streamcat', with which nothing can be reconciled.
 * @param failurePolicy What becomes of a user who could not be given every resource.
 * @param removalPolicy Policy for the records of users who are deprovisioned.
 * @param createAtRegistration Which resources are created at registration. The others are created
 *     on demand.
 * @param callTimeout The longest one HTTP call of AWS may take.
 * @param operationTimeout The longest that creating, finding or deleting one resource may take,
 *     with retries and look-ups.
 * @param consistencyWindow How long a new resource may be missing from AWS's lists. A create of
 *     unknown outcome is repeated only when the resource was not found for this long.
 * @param provisioningTimeout The longest a registration may take unless its caller says otherwise,
 *     waiting for its turn included.
 * @param asyncLimit The most registrations of one priority that may be under way or wait in
 *     provisionAsync.
 * @param closeTimeout The longest that closing StreamCat waits for calls under way.
 * @param reconciliationGracePeriod How old a resource has to be before reconciliation touches it.
 * @param aws How AWS is reached.
 * @param jdbc How users are kept in a database.
 * @param recovery When recovery runs.
 * @param broadcasts When broadcasts are repaired and notices delivered.
 * @param events Where events are taken from.
 * @param emulator The embedded emulator of AWS.
 * @param health What the health indicator looks at.
 * @param countsInterval How long the counts of users that health and metrics show are used before
 *     the users are counted again.
 */
@ConfigurationProperties("streamcat")
record StreamCatProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("auto") Store store,
    @Nullable String namespace,
    @DefaultValue("roll-back") FailurePolicy failurePolicy,
    @DefaultValue("delete") RemovalPolicy removalPolicy,
    @DefaultValue({"channel", "chat-room", "stage"}) Set<ResourceKind> createAtRegistration,
    @DefaultValue("10s") Duration callTimeout,
    @DefaultValue("30s") Duration operationTimeout,
    @DefaultValue("5s") Duration consistencyWindow,
    @DefaultValue("30s") Duration provisioningTimeout,
    @DefaultValue("1000") int asyncLimit,
    @DefaultValue("20s") Duration closeTimeout,
    @DefaultValue("1h") Duration reconciliationGracePeriod,
    @DefaultValue Aws aws,
    @DefaultValue Jdbc jdbc,
    @DefaultValue Recovery recovery,
    @DefaultValue Broadcasts broadcasts,
    @DefaultValue Events events,
    @DefaultValue Emulator emulator,
    @DefaultValue Health health,
    @DefaultValue("5m") Duration countsInterval) {

  /** Where users are kept. */
  enum Store {
    /** In the data source if there is one. */
    AUTO,
    /** In the data source. */
    JDBC,
    /** In memory, gone at the end. */
    MEMORY
  }

  /**
   * How AWS is reached.
   *
   * @param account The 12 digits of the AWS account. Without them, the first resource tells it.
   * @param region AWS region. Without one, the SDK's places are searched. Beans of type
   *     AwsRegionProvider come first.
   * @param accessKeyId Access key. Without one, the SDK's places are searched. Beans of type
   *     AwsCredentialsProvider come first.
   * @param secretAccessKey Secret of the access key.
   * @param sessionToken Session token, for temporary credentials.
   * @param profile Profile in the shared files that region and credentials are taken from.
   * @param endpoint Endpoint of all three services, for emulators and proxies.
   */
  record Aws(
      @Nullable String account,
      @Nullable String region,
      @Nullable String accessKeyId,
      @Nullable String secretAccessKey,
      @Nullable String sessionToken,
      @Nullable String profile,
      @Nullable URI endpoint) {

    /** Without what is secret. */
    @Override
    public String toString() {
      return "Aws[account=%s, region=%s, profile=%s, endpoint=%s]"
          .formatted(account, region, profile, endpoint);
    }
  }

  /**
   * How users are kept in a database.
   *
   * @param initializeSchema When the tables are created or brought up to date at start. With Flyway
   *     or Liquibase, they do it unless this is 'never'.
   * @param schema Schema the tables are in. Without one, the connection's own.
   * @param tablePrefix What the name of each table begins with.
   * @param streamKeys How stream keys are kept.
   */
  record Jdbc(
      @DefaultValue("embedded") InitializeSchema initializeSchema,
      @Nullable String schema,
      @DefaultValue("streamcat_") String tablePrefix,
      @DefaultValue StreamKeys streamKeys) {}

  /** When the tables are created or brought up to date. */
  enum InitializeSchema {
    /** If the database is embedded. */
    EMBEDDED,
    /** At every start. */
    ALWAYS,
    /** By someone else. */
    NEVER
  }

  /**
   * How stream keys are kept.
   *
   * @param storage How stream keys are kept in the database.
   * @param currentKey Id of the key to encrypt with.
   * @param keys Keys to encrypt and decrypt with, by id, each 32 bytes in Base64.
   */
  record StreamKeys(
      @DefaultValue("not-stored") Storage storage,
      @Nullable String currentKey,
      @DefaultValue Map<String, String> keys) {

    /** Without what is secret. */
    @Override
    public String toString() {
      return "StreamKeys[storage=%s, currentKey=%s, keys=%s]"
          .formatted(storage, currentKey, keys.keySet());
    }
  }

  /** How stream keys are kept in the database. */
  enum Storage {
    /** Not at all; they are fetched from AWS. */
    NOT_STORED,
    /** Encrypted with AES-256-GCM. */
    ENCRYPTED,
    /** As they are. */
    PLAIN_TEXT
  }

  /**
   * When recovery runs.
   *
   * @param enabled Whether recovery runs by itself, soon after the start and then again and again.
   *     Unless this is set, only from when something has asked for StreamCat.
   * @param interval How long to wait between the end of a run and the next. Before the first, 10
   *     seconds are enough.
   */
  record Recovery(@DefaultValue("true") boolean enabled, @DefaultValue("1m") Duration interval) {}

  /**
   * When broadcasts are repaired and notices delivered.
   *
   * @param enabled Whether broadcasts are repaired and notices delivered by themselves, soon after
   *     the start and then again and again. For applications that take events.
   * @param repairInterval How long to wait between the end of a repair and the next. Before the
   *     first, 10 seconds are enough.
   * @param noticeInterval How long to wait between looking for notices that are due. Before the
   *     first time, 10 seconds are enough.
   */
  record Broadcasts(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("5m") Duration repairInterval,
      @DefaultValue("1m") Duration noticeInterval) {}

  /**
   * Where events are taken from.
   *
   * @param sqs An SQS queue.
   * @param http What an EventBridge API destination posts.
   */
  record Events(@DefaultValue Sqs sqs, @DefaultValue Http http) {}

  /**
   * An SQS queue. With Spring Cloud AWS, all but its URL is set there.
   *
   * @param queueUrl URL of the queue that events are taken from. Without one, none are.
   * @param endpoint Endpoint of SQS, for emulators and proxies.
   * @param pollers How many batches of ten messages are taken side by side.
   * @param pollWait How long SQS waits for a message, up to 20 seconds. Stopping takes as long.
   * @param visibilityTimeout How long a message in hand is hidden from others. One that is refused
   *     comes again after this time.
   */
  record Sqs(
      @Nullable String queueUrl,
      @Nullable URI endpoint,
      @DefaultValue("1") int pollers,
      @DefaultValue("5s") Duration pollWait,
      @DefaultValue("30s") Duration visibilityTimeout) {}

  /**
   * What an EventBridge API destination posts.
   *
   * @param secret Secret that EventBridge presents, 16 to 512 characters. Without one, nothing is
   *     taken.
   * @param previousSecret Secret that is accepted, too, while it is being replaced.
   * @param header Header that the secret is in.
   * @param path Path that events are posted to.
   */
  record Http(
      @Nullable String secret,
      @Nullable String previousSecret,
      @DefaultValue("X-Api-Key") String header,
      @DefaultValue("/streamcat/events") String path) {

    /** Without what is secret. */
    @Override
    public String toString() {
      return "Http[header=%s, path=%s]".formatted(header, path);
    }
  }

  /**
   * The embedded emulator.
   *
   * @param enabled Whether an emulator of AWS is started in the application, and used.
   * @param port Port the emulator listens on. 0 is any free one.
   * @param seed What makes the emulator's identifiers reproducible. Without one they differ from
   *     start to start, as they have to if the database outlives the emulator.
   * @param enforceQuotas Whether the emulator throttles calls that are faster than AWS allows, and
   *     calls to it wait for their turns as those of AWS do.
   */
  record Emulator(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("0") int port,
      @Nullable Long seed,
      @DefaultValue("false") boolean enforceQuotas) {}

  /**
   * What the health indicator looks at.
   *
   * @param awsEnabled Whether the three services are asked for the first resource of a list.
   * @param awsInterval How long an answer of theirs is taken for true before they are asked again.
   */
  record Health(
      @DefaultValue("true") boolean awsEnabled, @DefaultValue("1m") Duration awsInterval) {}
}
