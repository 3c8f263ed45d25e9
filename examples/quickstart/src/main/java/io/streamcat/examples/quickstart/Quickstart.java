package io.streamcat.examples.quickstart;

import io.streamcat.StreamCat;
import io.streamcat.examples.quickstart.ProvisionResult.Failed;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.ProgressBar;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Registers users, prints the results and undoes failed registrations. */
final class Quickstart {

  private static final int RECOVERY_RUNS = 3;
  private static final int RECOVERY_SECONDS = 30;

  private final Options options;
  private final PrintStream out;
  private final PrintStream err;

  Quickstart(Options options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * Registers users.
   *
   * @param entries the users to register
   * @return true if all were registered
   */
  boolean run(List<Entry> entries) {
    long start = System.nanoTime();
    if (options.endpoint() == null && !options.json()) {
      out.printf("Emulated: nothing is created in AWS.%n%n");
    }
    int failed;
    try (Backend backend = Backend.open(options.endpoint(), options.region());
        StreamCat streamcat = backend.streamCat()) {
      failed = register(entries, format(streamcat), provisioning(streamcat, backend.obstacle()));
      undo(streamcat.users());
    }
    (options.json() ? err : out)
        .printf(
            Locale.ROOT,
            "%d registered, %d failed, %.1f s%n",
            entries.size() - failed,
            failed,
            (System.nanoTime() - start) / 1e9);
    return failed == 0;
  }

  private Format format(StreamCat streamcat) {
    return options.json()
        ? new JsonFormat(out, err)
        : new TextFormat(out, options.showStreamKeys(), streamcat.chatRoomService());
  }

  private static Function<NewUser, User> provisioning(
      StreamCat streamcat, Optional<String> obstacle) {
    if (obstacle.isEmpty()) {
      return streamcat.users()::provision;
    }
    return newUser -> {
      throw new StreamCatException(obstacle.get(), true, null);
    };
  }

  /** Registers all entries and returns the number of failures. */
  private int register(List<Entry> entries, Format format, Function<NewUser, User> provision) {
    ProgressBar progress = ProgressBar.on(out, entries.size());
    int failed = 0;
    try (Registrar registrar = new Registrar(provision)) {
      for (CompletableFuture<ProvisionResult> future : registrar.register(entries)) {
        progress.show();
        ProvisionResult result = future.join();
        progress.step();
        format.print(result);
        if (result instanceof Failed failure) {
          err.println(failure.origin() + ": " + failure.reason());
          failed++;
        }
      }
    }
    return failed;
  }

  /**
   * Undoes failed registrations. A server would leave them to background recovery, but this program
   * ends.
   */
  private void undo(UserProvisioner users) {
    // An interrupt ends every wait.
    CompletableFuture<Void> alarm =
        CompletableFuture.runAsync(
            Thread.currentThread()::interrupt,
            CompletableFuture.delayedExecutor(RECOVERY_SECONDS, TimeUnit.SECONDS));
    List<User> unfinished = users.list().filter(user -> !user.state().isRegistered()).toList();
    for (User user : unfinished) {
      undo(users, user).ifPresent(failure -> err.println("not removed: " + failure.getMessage()));
    }
    alarm.cancel(true);
  }

  /** Tries several times to undo a registration and returns the last failure. */
  private static Optional<StreamCatException> undo(UserProvisioner users, User user) {
    Optional<StreamCatException> failure = Optional.empty();
    for (int attempt = 0;
        attempt < RECOVERY_RUNS && !Thread.currentThread().isInterrupted();
        attempt++) {
      try {
        users.resume(user.id());
        return Optional.empty();
      } catch (StreamCatException e) {
        failure = Optional.of(e);
      }
    }
    return failure;
  }
}
