package io.streamcat.examples.cli;

import io.streamcat.repository.Home;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a command, which is shown before anything changes.
 *
 * @param namespace the namespace
 * @param home the region and, if it is known, the account
 * @param storeId the random id of the store in the database
 * @param database the URL of the database, without secrets
 */
record Environment(String namespace, Home home, String storeId, String database) {

  /**
   * An environment with which a database was used.
   *
   * @param namespace the namespace
   * @param region the region
   * @param account the account, or empty text while it is unknown
   */
  record Bound(String namespace, String region, String account) {

    boolean matches(Environment environment) {
      Home home = new Home(region, account.isEmpty() ? null : account);
      return namespace.equals(environment.namespace) && home.matches(environment.home);
    }

    @Override
    public String toString() {
      return "namespace "
          + namespace
          + " in "
          + region
          + (account.isEmpty() ? "" : " of account " + account);
    }
  }

  /** Describes the environment in one line. */
  String banner() {
    return "Environment: " + fingerprint() + ", database " + database;
  }

  /** Describes what must be the same for a plan to be applied, on whichever machine. */
  String fingerprint() {
    return "namespace "
        + namespace
        + ", "
        + home.region()
        + " of "
        + (home.account() == null ? "an unknown account" : "account " + home.account())
        + ", store "
        + storeId;
  }

  Bound bound() {
    return new Bound(namespace, home.region(), Objects.requireNonNullElse(home.account(), ""));
  }

  /**
   * Fails if the database was used with other environments only.
   *
   * @param known the environments with which the database was used
   * @param acceptsNew whether the operator adds this environment
   * @return the environment that matches, or null if this one is new
   */
  @Nullable Bound require(List<Bound> known, boolean acceptsNew) {
    for (Bound bound : known) {
      if (bound.matches(this)) {
        return bound;
      }
    }
    if (!known.isEmpty() && !acceptsNew) {
      throw new UsageException(
          "The database "
              + database
              + " belongs to "
              + known.stream().map(Bound::toString).collect(Collectors.joining(", and to "))
              + "; this command has "
              + bound()
              + ". Nothing was changed. Correct --namespace, --region, the credentials or "
              + "--jdbc-url, or add this environment with --new-environment.",
          null);
    }
    return null;
  }
}
