package io.streamcat.benchmarks;

import io.streamcat.password.PasswordHasher;
import io.streamcat.user.PasswordHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The code of an application that calls the SDK itself, without handling failures.
 *
 * <p>It sends the same requests as StreamCat: a name of the same form, the same five tags, and
 * AWS's defaults as explicit values.
 */
final class HandWritten {

  private static final String STORE = UUID.randomUUID().toString();

  private final SdkClients clients;
  private final PasswordHasher hasher;
  private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();

  HandWritten(SdkClients clients, PasswordHasher hasher) {
    this.clients = clients;
    this.hasher = hasher;
  }

  /** The application's record of a user. */
  private record Account(@Nullable PasswordHash passwordHash, Assets assets) {}

  /** The name and tags of a user's resources. */
  private record Labels(String name, Map<String, String> tags) {

    static Labels of(Applicant applicant) {
      String attempt = UUID.randomUUID().toString();
      return new Labels(
          "streamcat-" + applicant.username() + "-" + attempt.substring(26),
          Map.of(
              "streamcat:namespace",
              "streamcat",
              "streamcat:store",
              STORE,
              "streamcat:user-id",
              applicant.username(),
              "streamcat:record",
              attempt,
              "streamcat:created-at",
              Instant.now().truncatedTo(ChronoUnit.MICROS).toString()));
    }
  }

  /** Creates the resources one after the other, as the StreamCat sample application does. */
  Assets registerInSequence(Applicant applicant) {
    PasswordHash hash = hash(applicant);
    Labels labels = Labels.of(applicant);
    return keep(
        applicant,
        hash,
        new Assets(createChannel(labels), createChatRoom(labels), createStage(labels)));
  }

  /** Creates the three resources in parallel. */
  Assets registerInParallel(Applicant applicant, Executor executor) {
    PasswordHash hash = hash(applicant);
    Labels labels = Labels.of(applicant);
    CompletableFuture<String> channel =
        CompletableFuture.supplyAsync(() -> createChannel(labels), executor);
    CompletableFuture<String> chatRoom =
        CompletableFuture.supplyAsync(() -> createChatRoom(labels), executor);
    CompletableFuture<String> stage =
        CompletableFuture.supplyAsync(() -> createStage(labels), executor);
    return keep(applicant, hash, new Assets(channel.join(), chatRoom.join(), stage.join()));
  }

  private @Nullable PasswordHash hash(Applicant applicant) {
    return applicant.password() == null ? null : hasher.hash(applicant.password());
  }

  private Assets keep(Applicant applicant, @Nullable PasswordHash hash, Assets assets) {
    accounts.put(applicant.username(), new Account(hash, assets));
    return assets;
  }

  private String createChannel(Labels labels) {
    return clients
        .ivs()
        .createChannel(
            r ->
                r.name(labels.name())
                    .type("STANDARD")
                    .latencyMode("LOW")
                    .authorized(false)
                    .insecureIngest(false)
                    .containerFormat("TS")
                    .tags(labels.tags()))
        .channel()
        .arn();
  }

  private String createChatRoom(Labels labels) {
    return clients
        .chat()
        .createRoom(
            r ->
                r.name(labels.name())
                    .maximumMessageRatePerSecond(10)
                    .maximumMessageLength(500)
                    .loggingConfigurationIdentifiers(List.of())
                    .tags(labels.tags()))
        .arn();
  }

  private String createStage(Labels labels) {
    return clients
        .realTime()
        .createStage(r -> r.name(labels.name()).tags(labels.tags()))
        .stage()
        .arn();
  }
}
