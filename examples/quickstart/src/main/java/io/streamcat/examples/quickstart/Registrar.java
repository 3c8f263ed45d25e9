package io.streamcat.examples.quickstart;

import io.streamcat.examples.quickstart.ProvisionResult.Failed;
import io.streamcat.examples.quickstart.ProvisionResult.Registered;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.Malformed;
import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.exception.StreamCatException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Registers several users in parallel. */
final class Registrar implements AutoCloseable {

  private static final int AT_A_TIME = 8;

  private final Function<NewUser, User> provision;
  private final ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);

  /**
   * Creates a registrar.
   *
   * @param provision the function that registers one user, or throws a {@link StreamCatException}
   */
  Registrar(Function<NewUser, User> provision) {
    this.provision = provision;
  }

  /**
   * Starts the registration of all entries.
   *
   * @param entries the entries
   * @return the future results, in the order of the entries
   */
  List<CompletableFuture<ProvisionResult>> register(List<? extends Entry> entries) {
    List<CompletableFuture<ProvisionResult>> results = new ArrayList<>();
    Map<String, CompletableFuture<ProvisionResult>> latest = new HashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof SignUp signUp) {
        // Of two entries with the same username, the first is registered first.
        results.add(
            latest.compute(
                User.usernameKey(signUp.username()),
                (username, earlier) ->
                    earlier == null
                        ? CompletableFuture.supplyAsync(() -> register(signUp), workers)
                        : earlier.thenApplyAsync(previous -> register(signUp), workers)));
      } else if (entry instanceof Malformed malformed) {
        results.add(
            CompletableFuture.completedFuture(
                new Failed(malformed.origin(), null, malformed.problem())));
      }
    }
    return results;
  }

  private ProvisionResult register(SignUp signUp) {
    try {
      User user = provision.apply(NewUser.of(signUp.username(), signUp.password()));
      return new Registered(user, signUp.generated() ? signUp.password() : null);
    } catch (StreamCatException e) {
      return new Failed(signUp.origin(), signUp.username(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
