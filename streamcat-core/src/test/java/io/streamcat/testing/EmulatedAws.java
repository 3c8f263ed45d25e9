package io.streamcat.testing;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.IvsEmulatorBuilder;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.password.PasswordHasher;
import io.streamcat.provisioning.RecoveryReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** An emulator and a clock it shares with the StreamCats under test. */
public final class EmulatedAws implements AutoCloseable {

  /** Hashing is tested by itself; everywhere else it should cost nothing. */
  public static final PasswordHasher CHEAP = PasswordHasher.argon2id(8, 1);

  public static final String PASSWORD = "correct horse battery staple";

  private static final Pattern ARN = Pattern.compile("\"arn\":\"([^\"]+)\"");

  private final VirtualTime time = new VirtualTime();
  private final IvsEmulator emulator;

  public EmulatedAws() {
    this(IvsEmulator.builder());
  }

  public EmulatedAws(IvsEmulatorBuilder builder) {
    this.emulator = builder.clock(time).start();
  }

  /** A builder that talks to the emulator and waits in virtual time. */
  public StreamCatBuilder streamCat() {
    return StreamCat.builder()
        .aws(
            a ->
                a.region(Region.US_EAST_1)
                    .credentialsProvider(credentials())
                    .endpointOverride(emulator.endpoint()))
        .users(u -> u.passwordHasher(CHEAP).namespace("streamcat"))
        .clock(time)
        .sleeper(time)
        .aws(a -> a.operationTimeout(Duration.ofMinutes(10)))
        .users(u -> u.provisioningTimeout(Duration.ofDays(1)));
  }

  /** The same in real time, for tests in which threads wait for each other's work. */
  public StreamCatBuilder streamCatInRealTime() {
    CallSettings real = CallSettings.defaults();
    return streamCat()
        .clock(real.clock())
        .sleeper(real.sleeper())
        .aws(a -> a.operationTimeout(real.operationTimeout()))
        .users(u -> u.provisioningTimeout(real.operationTimeout()))
        .aws(a -> a.consistencyWindow(Duration.ofMillis(100)));
  }

  public static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  /** Clients as StreamCat builds them, for tests that change what they answer. */
  public AwsClients clients() {
    return new AwsClients(
        Region.US_EAST_1,
        credentials(),
        emulator.endpoint(),
        AwsClients.newHttpClient(Duration.ofSeconds(10)),
        builder -> {});
  }

  public IvsEmulator emulator() {
    return emulator;
  }

  public VirtualTime time() {
    return time;
  }

  /** Runs recovery when every task that failed is due again. */
  public RecoveryReport recover(StreamCat streamcat) {
    time.advance(Duration.ofHours(1));
    return streamcat.recovery().run();
  }

  /** What exists in AWS, of one type: channel, room or stage. */
  public List<EmulatedResource> existing(String type) {
    return emulator.resources().stream().filter(resource -> resource.type().equals(type)).toList();
  }

  /**
   * Creates something that settings refer to and StreamCat does not create, and returns its ARN.
   *
   * @param operation such as {@code CreateStorageConfiguration}
   * @param input as JSON
   */
  public String create(String operation, String input) {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.endpoint().resolve("/" + operation))
            .POST(HttpRequest.BodyPublishers.ofString(input))
            .build();
    try {
      String answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher arn = ARN.matcher(answer);
      if (!arn.find()) {
        throw new IllegalStateException(answer);
      }
      return arn.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Creates where stages can be recorded, and returns its ARN. */
  public String createStorage() {
    return create("CreateStorageConfiguration", "{\"s3\": {\"bucketName\": \"bucket\"}}");
  }

  /** How often an operation was called. */
  public long calls(String operation) {
    return emulator.requests().stream()
        .map(RecordedRequest::operation)
        .filter(operation::equals)
        .count();
  }

  public void reset() {
    emulator.reset();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
