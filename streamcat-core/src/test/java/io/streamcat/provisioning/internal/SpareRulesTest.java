package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.ALL;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.spare;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.internal.ProvisioningSettings.SpareSettings;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The numbers of spares that the upkeep orders and removes, with a target of three. */
class SpareRulesTest extends ContextFixture {

  private static final Home THERE = Home.of("us-east-1", "999999999999");
  private static final Duration GRACE = Duration.ofHours(1);

  private final ProvisioningContext withSpares = context(HERE, users, new SpareSettings(3, 2));
  private int keys;

  private UserRecord ordered(Set<ResourceKind> kinds) {
    // Before the keys that the context generates.
    String key = "a-" + ++keys;
    UserRecord spare =
        UserRecord.intended(
            key, HERE, null, "streamcat-" + key, kinds, null, "writer", time.instant());
    users.insert(spare);
    return spare;
  }

  /** Orders spares and creates their resources. */
  private void ready(int spares) {
    for (int i = 0; i < spares; i++) {
      LeasedUser claimed =
          withSpares.tryClaim(ordered(ALL), UnaryOperator.identity()).orElseThrow();
      assertThat(
              new ProvisioningWorkflow(withSpares)
                  .run(claimed, task -> true, FailurePolicy.RESUME)
                  .failures())
          .isEmpty();
    }
  }

  private List<UserRecord> spares() {
    return users.page(UserState.SPARE, null, 10_000);
  }

  private List<UserRecord> removed() {
    return users.page(UserState.DEPROVISIONING, null, 10_000);
  }

  private void run() {
    new SpareUpkeep(withSpares).run();
  }

  @Test
  void run_noSpares_ordersTheTarget() {
    run();

    assertThat(spares())
        .hasSize(3)
        .allSatisfy(
            spare -> {
              assertThat(spare.resourceName()).isEqualTo("streamcat-" + spare.key());
              assertThat(spare.pending().missing()).isEqualTo(ALL);
              assertThat(spare.home()).isEqualTo(HERE);
            });
    run();
    assertThat(spares()).hasSize(3);
  }

  @Test
  void run_fewReadySpares_ordersTheMissingOnes() {
    ready(1);
    ordered(ALL);

    run();

    assertThat(spares()).hasSize(3);
  }

  @Test
  void run_enoughReadySpares_ordersNone() {
    ready(2);

    run();

    assertThat(spares()).hasSize(2);
  }

  @Test
  void run_surplusOfOldSpares_removesIt() {
    ready(5);
    time.advance(GRACE);
    run();
    assertThat(removed()).as("not older than the grace period").isEmpty();

    time.advance(Duration.ofMillis(1));
    run();

    assertThat(removed()).hasSize(2);
    assertThat(spares()).hasSize(3);
    run();
    assertThat(removed()).hasSize(2);
  }

  @Test
  void run_oldSparesOfOtherKinds_areReplaced() {
    ordered(EnumSet.of(ResourceKind.CHANNEL));
    users.insert(spare("with other settings"));
    time.advance(GRACE.plusSeconds(1));

    run();

    assertThat(removed()).hasSize(2);
    assertThat(spares()).hasSize(3);
  }

  @Test
  void run_claimedSpare_isNotRemoved() {
    UserRecord spare = ordered(EnumSet.of(ResourceKind.CHANNEL));
    assertThat(users.update(spare, spare.claimed(lease("worker")).written("worker"))).isTrue();
    time.advance(GRACE.plusMillis(1));

    run();

    assertThat(removed()).isEmpty();
  }

  @Test
  void run_sparesOfAnotherAccount_doNotCount() {
    for (int i = 0; i < 3; i++) {
      users.insert(
          UserRecord.intended(
              "other-" + i, THERE, null, "other", ALL, null, "writer", time.instant()));
    }

    run();

    assertThat(spares()).hasSize(6);
  }

  @Test
  void run_moreThanAPage_countsAll() {
    for (int i = 0; i < UserRepository.PAGE; i++) {
      ordered(ALL);
    }
    ProvisioningContext many =
        context(HERE, users, new SpareSettings(2 * UserRepository.PAGE + 1, 1));

    new SpareUpkeep(many).run();

    assertThat(spares()).hasSize(2 * UserRepository.PAGE + 1);
    new SpareUpkeep(many).run();
    assertThat(spares()).hasSize(2 * UserRepository.PAGE + 1);
  }

  /** Another server has ordered spares after this one has counted them. */
  @Test
  void run_anotherServerOrdersMeanwhile_withdrawsTheSurplus() {
    List<String> inserts = new ArrayList<>();
    UserRepository shared =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "insertAll",
            () -> {
              inserts.add("own");
              if (inserts.size() == 1) {
                ordered(ALL);
                ordered(ALL);
              }
            });

    new SpareUpkeep(context(HERE, shared, new SpareSettings(3, 2))).run();

    assertThat(spares()).hasSize(3);
    assertThat(spares()).extracting(UserRecord::key).contains("a-1", "a-2");
  }

  @Test
  void run_storeFails_leavesTheRestOfRecoveryAlone() {
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "page",
            () -> {
              throw new StorageException("the store is away", true, null);
            });

    new SpareUpkeep(context(HERE, failing, new SpareSettings(3, 2))).run();

    assertThat(spares()).isEmpty();
  }

  @Test
  void target_noSparesConfigured_isZero() {
    assertThat(SpareUpkeep.target(withSpares.settings())).isEqualTo(3);
    assertThat(SpareUpkeep.target(context.settings())).isZero();
    new SpareUpkeep(context).run();
    assertThat(spares()).isEmpty();
  }

  /** Spares that a worker has claimed stay, wherever their keys are in the order. */
  @Test
  void run_anotherServersSparesAreClaimed_withdrawsOwnOnes() {
    UserRepository shared =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "insertAll",
            () -> {
              for (String key : List.of("z-1", "z-2")) {
                if (users.findByKey(key).isEmpty()) {
                  UserRecord other =
                      UserRecord.intended(
                          key, HERE, null, key, ALL, null, "writer", time.instant());
                  users.insert(other);
                  assertThat(users.update(other, other.claimed(lease("worker")).written("worker")))
                      .isTrue();
                }
              }
            });

    new SpareUpkeep(context(HERE, shared, new SpareSettings(3, 2))).run();

    assertThat(spares()).hasSize(3).extracting(UserRecord::key).contains("z-1", "z-2");
  }

  @Test
  void run_oldAndSurplusSpares_removesBoth() {
    ordered(EnumSet.of(ResourceKind.CHANNEL));
    ordered(EnumSet.of(ResourceKind.STAGE));
    ready(5);
    time.advance(GRACE.plusMillis(1));

    run();

    assertThat(removed()).hasSize(4);
    assertThat(spares()).hasSize(3);
  }

  @Test
  void run_surplusSpareIsTakenMeanwhile_removesAnother() {
    ready(5);
    time.advance(GRACE.plusMillis(1));
    UserRepository shared =
        interrupted(
            () -> {
              UserRecord first = spares().get(0);
              assertThat(users.update(first, first.claimed(lease("worker")).written("worker")))
                  .isTrue();
            },
            () -> {});

    new SpareUpkeep(context(HERE, shared, new SpareSettings(3, 2))).run();

    assertThat(removed()).hasSize(2);
  }

  @Test
  void run_accountIsUnknown_removesNoSpareOfAnAccount() {
    ordered(EnumSet.of(ResourceKind.CHANNEL));
    time.advance(GRACE.plusMillis(1));

    new SpareUpkeep(context(Home.of("us-east-1", null), users, new SpareSettings(3, 2))).run();

    assertThat(removed()).isEmpty();
    assertThat(spares()).hasSize(3);
  }

  @Test
  void run_manyMissing_insertsThemByPages() {
    List<Integer> inserted = new ArrayList<>();
    UserRepository counting =
        (UserRepository)
            Proxy.newProxyInstance(
                UserRepository.class.getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("insertAll")) {
                    inserted.add(((List<?>) arguments[0]).size());
                  }
                  return method.invoke(users, arguments);
                });

    new SpareUpkeep(context(HERE, counting, new SpareSettings(2 * UserRepository.PAGE, 1))).run();

    assertThat(inserted).containsExactly(UserRepository.PAGE, UserRepository.PAGE);
  }
}
