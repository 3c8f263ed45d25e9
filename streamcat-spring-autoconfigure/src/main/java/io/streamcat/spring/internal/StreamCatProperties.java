package io.streamcat.spring.internal;

import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.user.ResourceKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of an application.
 *
 * @param enabled Whether StreamCat is configured at all.
 * @param store Storage of users and broadcasts. 'auto' is the application's data source, if there
 *     is one.
 * @param namespace Namespace that separates environments sharing an AWS account. 1 to 32 letters,
 *     digits, '-' and '_'. Without one, it is 'streamcat', which does not allow reconciliation.
 * @param failurePolicy Policy for users whose provisioning fails.
 * @param removalPolicy Policy for the records of deprovisioned users.
 * @param createAtRegistration Resources that are created at registration. The others are created on
 *     demand.
 * @param callTimeout Longest time of one HTTP call to AWS.
 * @param operationTimeout Longest time to create, find or delete one resource, including retries
 *     and lookups.
 * @param consistencyWindow Longest time that a new resource may be missing from AWS's lists. A
 *     create with an unknown outcome is repeated only if the resource was not found for this long.
 * @param provisioningTimeout Longest time of a registration, including waiting for its turn, unless
 *     its caller sets another.
 * @param asyncLimit Largest number of registrations of one priority that may run or wait in
 *     provisionAsync.
 * @param spares Spares.
 * @param quotas Quotas of the account.
 * @param closeTimeout Longest time that closing StreamCat waits for running calls.
 * @param reconciliationGracePeriod Age that a resource must have before reconciliation acts on it.
 * @param aws Access to AWS.
 * @param jdbc Storage in a database.
 * @param recovery Recovery.
 * @param broadcasts Repair, notifications and retention of broadcasts.
 * @param events Sources of events.
 * @param emulator Embedded emulator of AWS.
 * @param health Health indicator.
 * @param web Web applications.
 * @param countsInterval Time for which health and metrics reuse the counts of users.
 */
@ConfigurationProperties("streamcat")
public record StreamCatProperties(
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
    @DefaultValue Spares spares,
    @DefaultValue Quotas quotas,
    @DefaultValue("20s") Duration closeTimeout,
    @DefaultValue("1h") Duration reconciliationGracePeriod,
    @DefaultValue Aws aws,
    @DefaultValue Jdbc jdbc,
    @DefaultValue Recovery recovery,
    @DefaultValue Broadcasts broadcasts,
    @DefaultValue Events events,
    @DefaultValue Emulator emulator,
    @DefaultValue Health health,
    @DefaultValue Web web,
    @DefaultValue("5m") Duration countsInterval) {

  /** The storage of users. */
  public enum Store {
    /** The data source, if there is one. */
    AUTO,
    /** The data source. */
    JDBC,
    /** Memory; the users are lost when the application stops. */
    MEMORY
  }

  /**
   * The access to AWS.
   *
   * @param account Number of the AWS account, 12 digits. Without it, the first resource determines
   *     the account.
   * @param region AWS region. Without one, the SDK's default providers are used. A bean of type
   *     AwsRegionProvider takes precedence.
   * @param accessKeyId Access key. Without one, the SDK's default providers are used. A bean of
   *     type AwsCredentialsProvider takes precedence.
   * @param secretAccessKey Secret of the access key.
   * @param sessionToken Session token, for temporary credentials.
   * @param profile Profile in the shared AWS files that contains region and credentials.
   * @param endpoint Endpoint of all three services, for emulators.
   * @param proxy URL of the HTTP proxy to connect through. Without one, 'https.proxyHost' of the
   *     JVM and 'HTTPS_PROXY' of the environment apply.
   */
  public record Aws(
      @Nullable String account,
      @Nullable String region,
      @Nullable String accessKeyId,
      @Nullable String secretAccessKey,
      @Nullable String sessionToken,
      @Nullable String profile,
      @Nullable URI endpoint,
      @Nullable URI proxy) {

    /** Returns the properties without secrets. */
    @Override
    public String toString() {
      return "Aws[account=%s, region=%s, profile=%s, endpoint=%s]"
          .formatted(account, region, profile, endpoint);
    }
  }

  /**
   * The storage in a database.
   *
   * @param initializeSchema Condition for creating or updating the tables at start. Flyway or
   *     Liquibase, if present, run the scripts unless this is 'never'.
   * @param schema Schema of the tables. Without one, the connection's own.
   * @param tablePrefix Prefix of the name of each table.
   * @param streamKeys Storage of stream keys.
   */
  public record Jdbc(
      @DefaultValue("embedded") InitializeSchema initializeSchema,
      @Nullable String schema,
      @DefaultValue("streamcat_") String tablePrefix,
      @DefaultValue StreamKeys streamKeys) {}

  /** The condition for creating or updating the tables. */
  public enum InitializeSchema {
    /** Only in an embedded database. */
    EMBEDDED,
    /** At every start. */
    ALWAYS,
    /** Never; another tool runs the scripts. */
    NEVER
  }

  /**
   * The storage of stream keys.
   *
   * @param storage Way in which stream keys are stored in the database.
   * @param currentKey Id of the key to encrypt with.
   * @param keys Keys to encrypt and decrypt with, by id such as key-2026, each 32 bytes in Base64.
   */
  public record StreamKeys(
      @DefaultValue("not-stored") Storage storage,
      @Nullable String currentKey,
      @DefaultValue Map<String, String> keys) {

    /** Returns the properties without secrets. */
    @Override
    public String toString() {
      return "StreamKeys[storage=%s, currentKey=%s, keys=%s]"
          .formatted(storage, currentKey, keys.keySet());
    }
  }

  /** The ways to store stream keys in the database. */
  public enum Storage {
    /** Stream keys are not stored, but fetched from AWS. */
    NOT_STORED,
    /** Stream keys are encrypted with AES-256-GCM. */
    ENCRYPTED,
    /** Stream keys are stored as plain text. */
    PLAIN_TEXT
  }

  /**
   * The spares.
   *
   * @param target Number of spares that recovery creates ahead, so that registrations need no call
   *     of AWS. 0 deletes all of them; without it, none are created or deleted.
   * @param low Number of ready spares below which recovery creates the missing ones. Without it,
   *     four fifths of the target.
   */
  public record Spares(@Nullable Integer target, @Nullable Integer low) {}

  /**
   * The quotas of the account, for health and metrics.
   *
   * @param channels Number of channels that AWS allows.
   * @param chatRooms Number of chat rooms that AWS allows.
   * @param stages Number of stages that AWS allows.
   */
  public record Quotas(
      @DefaultValue("20000") long channels,
      @DefaultValue("50000") long chatRooms,
      @DefaultValue("1000") long stages) {}

  /**
   * Recovery.
   *
   * @param enabled Whether recovery runs automatically, soon after the start and then at the
   *     interval. If this is not set, it runs only after StreamCat has been used.
   * @param interval Pause between the end of a run and the next one. The first run starts after 10
   *     seconds, or after this pause if it is shorter.
   */
  public record Recovery(
      @DefaultValue("true") boolean enabled, @DefaultValue("1m") Duration interval) {}

  /**
   * Repair, notifications and retention of broadcasts.
   *
   * @param enabled Whether broadcasts are repaired and notifications delivered automatically, soon
   *     after the start and then at the intervals. For applications that receive events.
   * @param repairInterval Pause between the end of a repair and the next one. The first repair
   *     starts after 10 seconds, or after this pause if it is shorter.
   * @param notificationInterval Pause between two deliveries of pending notifications. The first
   *     delivery starts after 10 seconds, or after this pause if it is shorter.
   * @param retention Time after their end for which broadcasts and publications are kept, at least
   *     3 days. Older ones are deleted every hour, if broadcasts are enabled. Without it, none is
   *     deleted.
   */
  public record Broadcasts(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("5m") Duration repairInterval,
      @DefaultValue("1m") Duration notificationInterval,
      @Nullable Duration retention) {}

  /**
   * The sources of events.
   *
   * @param sqs SQS queue.
   * @param http Endpoint for an EventBridge API destination.
   */
  public record Events(@DefaultValue Sqs sqs, @DefaultValue Http http) {}

  /**
   * An SQS queue.
   *
   * @param queueUrl URL of the queue to receive events from. Without one, no queue is used.
   * @param endpoint Endpoint of SQS, for emulators.
   * @param pollers Number of batches of ten messages that are handled in parallel.
   * @param pollWait Longest time that SQS waits for a message, up to 20 seconds. Stopping may take
   *     as long.
   * @param visibilityTimeout Time for which a received message is hidden from other consumers. A
   *     rejected message is redelivered after this time.
   */
  public record Sqs(
      @Nullable String queueUrl,
      @Nullable URI endpoint,
      @DefaultValue("1") int pollers,
      @DefaultValue("5s") Duration pollWait,
      @DefaultValue("30s") Duration visibilityTimeout) {}

  /**
   * The endpoint for an EventBridge API destination.
   *
   * @param secret Secret that EventBridge presents, 16 to 512 characters. Without one, the endpoint
   *     is not started.
   * @param previousSecret Previous secret, which is also accepted while it is being replaced.
   * @param header Header that contains the secret.
   * @param path Path that events are posted to.
   */
  public record Http(
      @Nullable String secret,
      @Nullable String previousSecret,
      @DefaultValue("X-Api-Key") String header,
      @DefaultValue("/streamcat/events") String path) {

    /** Returns the properties without secrets. */
    @Override
    public String toString() {
      return "Http[header=%s, path=%s]".formatted(header, path);
    }
  }

  /**
   * The embedded emulator.
   *
   * @param enabled Whether an emulator is started in the application and used instead of AWS.
   * @param port Port of the emulator. 0 is any free port.
   * @param seed Seed that makes the emulator's identifiers reproducible. Without one, they differ
   *     from start to start, which is required if the database outlives the emulator.
   * @param stateFile File in which the emulator stores its resources, so that they outlive the
   *     application like those in a database do. Without one, they are lost.
   * @param enforceQuotas Whether the emulator throttles calls that are faster than AWS allows, and
   *     StreamCat limits its calls to the emulator like those to AWS.
   */
  public record Emulator(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("0") int port,
      @Nullable Long seed,
      @Nullable Path stateFile,
      @DefaultValue("false") boolean enforceQuotas) {}

  /**
   * Web applications.
   *
   * @param problemDetails Whether controllers that throw an exception of StreamCat respond with its
   *     status and a problem detail (RFC 9457) instead of status 500.
   */
  public record Web(@DefaultValue("false") boolean problemDetails) {}

  /**
   * The health indicator.
   *
   * @param awsEnabled Whether the health indicator calls the three services for the first resource
   *     of a list.
   * @param awsInterval Time for which the answers of the three services are reused.
   */
  public record Health(
      @DefaultValue("true") boolean awsEnabled, @DefaultValue("1m") Duration awsInterval) {}
}
