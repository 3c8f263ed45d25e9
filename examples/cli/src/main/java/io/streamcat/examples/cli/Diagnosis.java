package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.examples.cli.DoctorCommand.Check;
import io.streamcat.examples.cli.DoctorCommand.Status;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.Home;
import io.streamcat.repository.RecordCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checks of {@code doctor}, each of which runs even if an earlier one found a problem. */
final class Diagnosis {

  /** Leases tolerate a difference of this order between servers. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /** The share of a quota from which it is a problem: four in five. */
  private static final long QUOTA_PART = 4;

  private static final long QUOTA_WHOLE = 5;

  private final Cli cli;
  private final List<Check> checks = new ArrayList<>();
  private Consumer<Check> listener = check -> {};

  Diagnosis(Cli cli) {
    this.cli = cli;
  }

  /** Runs all checks. */
  List<Check> run(Consumer<Check> onCheck) {
    listener = onCheck;
    int pending = pendingScripts();
    if (pending == 0) {
      try (Store store = cli.openStore()) {
        database(store);
        try (StreamCat streamcat = cli.streamCat(store)) {
          aws(store, streamcat);
        }
      } catch (RuntimeException e) {
        problem("aws", Messages.of(e));
      }
    }
    return List.copyOf(checks);
  }

  private int pendingScripts() {
    try {
      int pending = cli.pendingScripts();
      add("database", Status.OK, cli.databaseLabel());
      add(
          "schema",
          pending == 0 ? Status.OK : Status.PROBLEM,
          pending == 0 ? "up to date" : pending + " scripts to run: streamcat-cli migrate");
      return pending;
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException e) {
      problem("database", Messages.of(e));
      return -1;
    }
  }

  private void database(Store store) {
    check(
        "write",
        () -> {
          store.requireWritable();
          return "users can be changed";
        });
    clock("db-clock", store::now);
    check(
        "rates",
        () -> {
          store.rates().check();
          return "shared by the processes with this database";
        });
    RecordCounts counts = store.users().counts(Instant.now());
    add(
        "users",
        counts.failing() > 0 ? Status.PROBLEM : Status.OK,
        new TreeMap<>(counts.byState())
            + ", due for recovery: "
            + counts.due()
            + ", failing: "
            + counts.failing()
            + (counts.failing() > 0 ? " (list --problem)" : ""));
  }

  private void aws(Store store, StreamCat streamcat) {
    ProvisioningOptions options = cli.provisioning();
    String account = null;
    try {
      account = Accounts.find(options, streamcat);
      add(
          "credentials",
          account == null ? Status.UNKNOWN : Status.OK,
          account == null ? "the account is unknown" : "account " + account);
    } catch (RuntimeException e) {
      problem("credentials", Messages.of(e));
    }
    environment(store, account);
    clock("aws-clock", () -> AwsClock.now(options, cli.environment()));
    try {
      rights(options);
    } catch (UsageException e) {
      add("rights", Status.UNKNOWN, "not checked: " + Messages.of(e));
    }
    quota("channels", streamcat.channelService(), 20_000);
    quota("chat-rooms", streamcat.chatRoomService(), 50_000);
    quota("stages", streamcat.realTimeService(), 1_000);
    if (account != null) {
      check("differences", () -> differences(streamcat.reconciler().plan()));
    }
  }

  private void environment(Store store, @Nullable String account) {
    check(
        "namespace",
        () -> {
          Environment current =
              new Environment(
                  cli.provisioning().namespace(),
                  Home.of(cli.provisioning().region().id(), account),
                  store.users().storeId(),
                  cli.databaseLabel());
          boolean isBound = current.require(store.environments(), false) != null;
          return current.fingerprint()
              + (isBound ? "" : "; the first command that writes records it in the database");
        });
  }

  private void rights(ProvisioningOptions options) {
    if (options.endpoint() != null) {
      add("rights", Status.UNKNOWN, "not checked with --endpoint");
      return;
    }
    Rights.Answer answer = Rights.simulate(options.region(), options.namespace());
    add(
        "rights",
        answer.problem() != null
            ? Status.UNKNOWN
            : answer.denied().isEmpty() ? Status.OK : Status.PROBLEM,
        answer.problem() != null
            ? "not checked: " + answer.problem()
            : answer.denied().isEmpty()
                ? "every call of the commands is allowed"
                : "denied: " + String.join(", ", answer.denied()));
  }

  private void quota(String name, ResourceOperations<?, ?> service, long quota) {
    try (Stream<ResourceSummary> all = service.list()) {
      long used = all.count();
      boolean isNear = used * QUOTA_WHOLE >= quota * QUOTA_PART;
      add(
          name,
          isNear ? Status.PROBLEM : Status.OK,
          used + " in the account and region; AWS's default quota is " + quota);
    } catch (RuntimeException e) {
      problem(name, Messages.of(e));
    }
  }

  private static String differences(ReconciliationPlan plan) {
    long foreign = plan.count(Finding.Type.FOREIGN);
    if (plan.findings().size() > foreign) {
      throw new UsageException(
          plan.findings().size()
              - foreign
              + " differences, "
              + plan.count(Finding.Type.ORPHANED)
              + " of them orphans: streamcat-cli reconcile shows them",
          null);
    }
    return "none in " + plan.resources() + " resources; foreign: " + foreign;
  }

  private void clock(String name, Supplier<Instant> clock) {
    check(
        name,
        () -> {
          Instant before = Instant.now();
          Instant other = clock.get();
          Instant after = Instant.now();
          // A full second, because the time of AWS has no fractions.
          Duration ahead = Duration.between(other.plusSeconds(1), before);
          Duration behind = Duration.between(after, other);
          Duration skew = ahead.compareTo(behind) > 0 ? ahead : behind;
          if (skew.compareTo(CLOCK_TOLERANCE) > 0) {
            throw new UsageException("differs from this machine's by " + skew, null);
          }
          return "agrees with this machine's";
        });
  }

  private void check(String name, Supplier<String> check) {
    try {
      add(name, Status.OK, check.get());
    } catch (AwsClock.UnavailableException e) {
      add(name, Status.UNKNOWN, Messages.of(e));
    } catch (RuntimeException e) {
      problem(name, Messages.of(e));
    }
  }

  private void problem(String name, String detail) {
    add(name, Status.PROBLEM, detail);
  }

  private void add(String name, Status status, String detail) {
    Check check = new Check(name, status, detail);
    checks.add(check);
    listener.accept(check);
  }
}
