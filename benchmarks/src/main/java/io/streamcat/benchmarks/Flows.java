package io.streamcat.benchmarks;

import io.streamcat.StreamCat;
import io.streamcat.password.PasswordHasher;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The compared registration flows, which differ only in the SDK's caller and the order of calls.
 */
final class Flows implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });
  private final SdkClients clients;
  private final HandWritten handWritten;
  private final StreamCat streamcat;

  /**
   * Creates flows without users.
   *
   * @param endpoint the endpoint of AWS
   */
  Flows(URI endpoint) {
    clients = SdkClients.create(endpoint);
    PasswordHasher hasher = PasswordHasher.argon2id();
    handWritten = new HandWritten(clients, hasher);
    streamcat =
        StreamCat.builder()
            .aws(
                a ->
                    a.region(SdkClients.REGION)
                        .credentialsProvider(SdkClients.CREDENTIALS)
                        .endpointOverride(endpoint))
            .executor(threads)
            .users(u -> u.passwordHasher(hasher))
            .build();
  }

  /** Registers a user as the StreamCat sample application does: hand-written and sequential. */
  Assets sequential(Applicant applicant) {
    return handWritten.registerInSequence(applicant);
  }

  /** Registers a user with hand-written, parallel calls of the SDK. */
  Assets parallel(Applicant applicant) {
    return handWritten.registerInParallel(applicant, threads);
  }

  /** Registers a user with StreamCat. */
  Assets library(Applicant applicant) {
    User user =
        streamcat
            .users()
            .provision(
                applicant.password() == null
                    ? NewUser.withId(applicant.username())
                    : NewUser.of(applicant.username(), applicant.password()));
    return new Assets(
        Objects.requireNonNull(user.channel()).arn(),
        Objects.requireNonNull(user.chatRoom()).arn(),
        Objects.requireNonNull(user.stage()).arn());
  }

  @Override
  public void close() {
    streamcat.close();
    clients.close();
    threads.shutdownNow();
  }
}
