package io.streamcat.simulation.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.SimulatedServer;
import io.streamcat.simulation.aws.InMemoryAws;
import io.streamcat.simulation.provisioning.Calls.Call;
import io.streamcat.simulation.provisioning.UserScenario.Rules;
import io.streamcat.simulation.provisioning.UserScenario.Script;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run's AWS, store, servers and encoders. */
final class World {

  static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  static final Duration OPERATION_TIMEOUT = Duration.ofSeconds(30);
  static final Duration CONSISTENCY_WINDOW = Duration.ofSeconds(5);
  static final Duration GRACE_PERIOD = Duration.ofMinutes(10);

  /** The most seconds by which the clocks of two servers differ. */
  static final int MOST_SKEW = 50;

  private static final Duration A_WHILE = Duration.ofHours(2);
  private static final int MOST_ROUNDS = 20;

  private final Scheduler scheduler;
  private final Rules rules;
  private final InMemoryAws aws;
  private final UserRepository store = UserRepository.inMemory();
  private final UserRepository repository;
  private final List<SimulatedServer> servers = new ArrayList<>();
  private final Calls calls = new Calls();
  private final ExistingResources existing = new ExistingResources(this);
  private final Spares spares = new Spares(this);
  private final StepChecks stepChecks;
  private final AnswerChecks answerChecks;

  /** The last stream keys that calls have returned, by user. */
  private final Map<String, String> streamKeys = new HashMap<>();

  World(Scheduler scheduler, Rules rules) {
    this.scheduler = scheduler;
    this.rules = rules;
    this.aws = new InMemoryAws(scheduler::now, 1);
    this.stepChecks = new StepChecks(this);
    this.repository = new SimulatedRepository(scheduler, store, stepChecks::updated);
    this.answerChecks = new AnswerChecks(this, stepChecks);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Rules rules() {
    return rules;
  }

  InMemoryAws aws() {
    return aws;
  }

  /** The store itself, which checks read without passing points. */
  UserRepository store() {
    return store;
  }

  /** The servers' view of the store. */
  UserRepository repository() {
    return repository;
  }

  Calls calls() {
    return calls;
  }

  ExistingResources existing() {
    return existing;
  }

  Spares spares() {
    return spares;
  }

  AnswerChecks answerChecks() {
    return answerChecks;
  }

  Map<String, String> streamKeys() {
    return streamKeys;
  }

  /** Returns whether a fault or a concurrent call could affect a call. */
  boolean isDisturbed(Call call) {
    return !scheduler.injected().isEmpty() || spares.areDamaged() || call.overlaps(other -> true);
  }

  /** Returns whether a server has stalled and another fault has struck it since. */
  boolean hasFailedAfterStall() {
    return servers.stream().anyMatch(SimulatedServer::hasFailedAfterStall);
  }

  /** Returns the record of a user, or null. */
  @Nullable UserRecord record(String user) {
    return (user.startsWith("i") ? store.findById(UserId.of(user)) : store.findByUsername(user))
        .orElse(null);
  }

  boolean exists(AwsResource resource) {
    return aws.resources().stream().anyMatch(r -> r.arn().equals(resource.arn()));
  }

  /** Returns the ARNs of a record's existing resources, without stream keys. */
  List<String> taggedWith(String recordKey) {
    return aws.resources().stream()
        .filter(r -> recordKey.equals(r.tags().get(Tags.RECORD)))
        .filter(r -> !r.type().equals("stream-key"))
        .map(InMemoryAws.Existing::arn)
        .toList();
  }

  void play(List<Script> scripts) {
    scripts.stream()
        .flatMap(script -> script.acts().stream())
        .forEach(act -> existing.create(act.user()));
    aws.stageQuota(rules.stageQuota());
    aws.observer(stepChecks::changed);
    scheduler.calm(true);
    scripts.stream().filter(Script::isPrologue).forEach(this::start);
    scheduler.run();
    scheduler.calm(false);
    for (Script script : scripts) {
      if (script.isEncoder()) {
        new Encoder(this, script).start();
      } else if (!script.isPrologue()) {
        start(script);
      }
    }
    scheduler.run();
    calmDown();
    new EndChecks(this).check();
    spares.atTheEnd();
  }

  /** Starts a server, and after its death another one that continues its script. */
  private void start(Script script) {
    SimulatedServer server = scheduler.server(script.server(), Duration.ofSeconds(script.skew()));
    servers.add(server);
    UserServer users = new UserServer(this, server, null);
    server.afterKill(
        () -> start(new Script(script.server() + "r", script.skew(), users.restAfterDeath())));
    server.start(() -> users.perform(script.acts()));
  }

  /** Runs recovery and reconciliation to the end without faults. */
  private void calmDown() {
    scheduler.calm(true);
    aws.endLags();
    // First without quota for further stages.
    aws.stageQuota((int) aws.resources().stream().filter(r -> r.type().equals("stage")).count());
    SimulatedServer server = scheduler.server("Z", Duration.ZERO);
    // In an empty account, a server finishes removals only if it has the setting.
    UserServer users = new UserServer(this, server, InMemoryAws.ACCOUNT);
    server.start(
        () -> {
          users.sleep(A_WHILE);
          recover(users, StageChecks::lacksAtMostAStage);
          aws.stageQuota(1_000);
          recover(users, World::hasNothingDue);
          users.sleep(A_WHILE);
          ReconciliationPlan plan = users.provisioner().reconciler().planWithDrift();
          EndChecks.afterRecovery(this, plan);
          if (!plan.isEmpty() || rules.spares() > 0) {
            users.provisioner().reconciler().apply(plan, EndChecks.orphans(plan));
            recover(users, World::hasNothingDue);
            keepSpares(users);
            plan = users.provisioner().reconciler().planWithDrift();
            EndChecks.afterReconciliation(this, plan);
          }
        });
    scheduler.run();
  }

  /** Runs recovery until the spares are complete: it replaces old ones, and creates others. */
  private void keepSpares(UserServer users) {
    for (int round = 0; rules.spares() > 0 && round < 2; round++) {
      users.provisioner().recovery().run();
      recover(users, World::hasNothingDue);
      users.sleep(A_WHILE);
    }
  }

  /** Returns whether no work is pending, now or at the end of a suspension. */
  private static boolean hasNothingDue(UserRecord record) {
    return record.isSettled() && record.dueAt().isEmpty();
  }

  private void recover(UserServer users, Predicate<UserRecord> settled) {
    for (int round = 0; !store.page(null, 1_000).stream().allMatch(settled); round++) {
      if (round == MOST_ROUNDS) {
        throw new AssertionError("recovery does not end: " + store.page(null, 100));
      }
      users.provisioner().recovery().run();
      users.sleep(A_WHILE);
    }
  }
}
