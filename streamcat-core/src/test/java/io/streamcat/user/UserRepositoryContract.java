package io.streamcat.user;

import static io.streamcat.user.SampleUsers.LATER;
import static io.streamcat.user.SampleUsers.MUCH_LATER;
import static io.streamcat.user.SampleUsers.NOW;
import static io.streamcat.user.SampleUsers.active;
import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.chatRoom;
import static io.streamcat.user.SampleUsers.lease;
import static io.streamcat.user.SampleUsers.leased;
import static io.streamcat.user.SampleUsers.stage;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.StreamKey;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.DuplicateUserException.Field;
import io.streamcat.error.LeaseLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} must do; extend it and say how an empty one is made. */
public abstract class UserRepositoryContract {

  private static final StreamKey KEY =
      new StreamKey("arn:aws:ivs:us-east-1:123456789012:stream-key/new", "sk_us-east-1_new");

  /** Returns the repository under test; at the beginning of each test it has to be empty. */
  protected abstract UserRepository repository();

  // ---- insert and find

  @Test
  void insert_keepsEverything() {
    StoredUser todd = user("1", "Todd", "key-1");
    repository().insert(todd);

    assertThat(repository().findById(todd.user().id())).contains(todd);
    assertThat(repository().findByUsername("Todd")).contains(todd);
    assertThat(repository().findByIdempotencyKey("key-1")).contains(todd);
  }

  @Test
  void insert_withoutUsernamePasswordAndKey_isFoundById() {
    StoredUser anonymous = user("auth0|507f1f77 ünï", null, null);
    repository().insert(anonymous);

    assertThat(repository().findById(UserId.of("auth0|507f1f77 ünï"))).contains(anonymous);
  }

  @Test
  void insert_withResources_keepsThem() {
    User todd =
        active("1", "todd").user().with(channel(), NOW).with(chatRoom(), NOW).with(stage(), NOW);
    repository().insert(active("1", "todd").with(todd));

    assertThat(repository().findById(todd.id()).map(StoredUser::user)).contains(todd);
  }

  @Test
  void insert_twoUsersWithoutUsername_doNotCollide() {
    repository().insert(user("1", null, null));
    repository().insert(user("2", null, null));

    assertThat(repository().findById(UserId.of("2"))).isPresent();
  }

  @Test
  void insert_usernameTakenInAnotherCase_isRefusedAndChangesNothing() {
    StoredUser todd = user("1", "Todd", null);
    repository().insert(todd);

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(user("2", "tODD", null)))
        .satisfies(e -> assertThat(e.field()).isEqualTo(Field.USERNAME));
    assertThat(repository().findByUsername("todd")).contains(todd);
    assertThat(repository().findById(UserId.of("2"))).isEmpty();
  }

  @Test
  void insert_idTaken_isRefused() {
    repository().insert(user("1", "todd", null));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(user("1", "ann", null)))
        .satisfies(e -> assertThat(e.field()).isEqualTo(Field.ID));
    assertThat(repository().findByUsername("ann")).isEmpty();
  }

  @Test
  void insert_idempotencyKeyTaken_isRefused() {
    repository().insert(user("1", "todd", "key-1"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(user("2", "ann", "key-1")))
        .satisfies(e -> assertThat(e.field()).isEqualTo(Field.IDEMPOTENCY_KEY));
    assertThat(repository().findByUsername("ann")).isEmpty();
  }

  @Test
  void insert_sameUsernameFromManyThreads_oneWins() throws Exception {
    int threads = 16;
    List<Boolean> won = new ArrayList<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String id = "user-" + i;
        results.add(
            executor.submit(
                () -> {
                  start.await();
                  try {
                    repository().insert(user(id, "todd", null));
                    return true;
                  } catch (DuplicateUserException e) {
                    return false;
                  }
                }));
      }
      start.countDown();
      for (Future<Boolean> result : results) {
        won.add(result.get());
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(won).containsOnlyOnce(true);
  }

  @Test
  void find_unknown_isEmpty() {
    assertThat(repository().findById(UserId.of("nobody"))).isEmpty();
    assertThat(repository().findByUsername("nobody")).isEmpty();
    assertThat(repository().findByIdempotencyKey("nothing")).isEmpty();
  }

  // ---- leases

  @Test
  void claim_heldLease_isRefused() {
    repository().insert(user("1", "todd", null));

    assertThat(repository().claim(UserId.of("1"), lease("other"), LATER.minusNanos(1000)))
        .isEmpty();
  }

  @Test
  void claim_expiredLease_returnsTheUserAsItWas() {
    StoredUser todd = user("1", "todd", null);
    repository().insert(todd);
    Lease other = new Lease("other", MUCH_LATER);

    assertThat(repository().claim(UserId.of("1"), other, LATER)).contains(todd);
    assertThat(repository().findById(UserId.of("1")).map(StoredUser::lease)).contains(other);
  }

  @Test
  void claim_noLease_succeeds() {
    repository().insert(active("1", "todd"));

    assertThat(repository().claim(UserId.of("1"), lease("worker"), NOW)).isPresent();
  }

  @Test
  void claim_unknown_isEmpty() {
    assertThat(repository().claim(UserId.of("nobody"), lease("worker"), NOW)).isEmpty();
  }

  @Test
  void claim_byManyThreads_oneWins() throws Exception {
    repository().insert(active("1", "todd"));
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<Optional<StoredUser>> claims = new ArrayList<>();
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Optional<StoredUser>>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Lease lease = lease("worker-" + i);
        results.add(
            executor.submit(
                () -> {
                  start.await();
                  return repository().claim(UserId.of("1"), lease, NOW);
                }));
      }
      start.countDown();
      for (Future<Optional<StoredUser>> result : results) {
        claims.add(result.get());
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  void claimExpired_takesLongestExpiredFirst_andNoOthers() {
    repository().insert(leased("1", "old", NOW.minusSeconds(20)));
    repository().insert(leased("2", "older", NOW.minusSeconds(30)));
    repository().insert(leased("3", "held", LATER));
    repository().insert(active("4", "done"));
    Lease lease = new Lease("recovery", MUCH_LATER);

    assertThat(repository().claimExpired(lease, NOW, 1))
        .extracting(stored -> stored.user().username())
        .containsExactly("older");
    assertThat(repository().claimExpired(lease, NOW, 10))
        .extracting(stored -> stored.user().username())
        .containsExactly("old");
    assertThat(repository().claimExpired(lease, NOW, 10)).isEmpty();
    assertThat(repository().findByUsername("old").map(StoredUser::lease)).contains(lease);
  }

  @Test
  void countByState_nobody_isEmpty() {
    assertThat(repository().countByState()).isEmpty();
  }

  @Test
  void countByState_countsEachStateSomeoneIsIn() {
    repository().insert(active("1", "todd"));
    repository().insert(active("2", "tom"));
    repository().insert(user("3", "tina", null));

    assertThat(repository().countByState())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(UserState.ACTIVE, 2L, UserState.PROVISIONING, 1L));
  }

  @Test
  void countExpired_countsWhomClaimExpiredWouldFind() {
    repository().insert(leased("1", "old", NOW.minusSeconds(20)));
    repository().insert(leased("2", "just", NOW));
    repository().insert(leased("3", "held", LATER));
    repository().insert(active("4", "done"));

    assertThat(repository().countExpired(NOW)).isEqualTo(2);
    assertThat(repository().claimExpired(lease("recovery"), NOW, 10)).hasSize(2);
    assertThat(repository().countExpired(NOW)).isZero();
  }

  @Test
  void release_keepsTheProblemAndFreesTheUser() {
    repository().insert(user("1", "todd", null));

    repository().release(UserId.of("1"), "worker", NOW, "AWS was down");

    assertThat(repository().findById(UserId.of("1")))
        .hasValueSatisfying(
            stored -> {
              assertThat(stored.problem()).isEqualTo("AWS was down");
              assertThat(stored.lease()).isEqualTo(new Lease("worker", NOW));
            });
    assertThat(repository().claim(UserId.of("1"), lease("other"), NOW)).isPresent();
  }

  @Test
  void release_untilNull_endsTheLease() {
    repository().insert(user("1", "todd", null));

    repository().release(UserId.of("1"), "worker", null, null);

    assertThat(repository().findById(UserId.of("1")).map(StoredUser::lease)).isEmpty();
    assertThat(repository().claimExpired(lease("recovery"), MUCH_LATER, 10)).isEmpty();
  }

  @Test
  void everyChange_underAnotherLease_isRefused() {
    StoredUser todd = user("1", "todd", null);
    repository().insert(todd);
    UserId id = todd.user().id();

    refused(() -> repository().attach(id, "other", channel(), NOW));
    refused(() -> repository().changeAttempt(id, "other", new Attempt("a", "n", Set.of()), NOW));
    refused(() -> repository().changeDue(id, lease("other"), Set.of(ChannelChange.STREAM_KEY)));
    refused(() -> repository().replaceStreamKey(id, "other", channel().arn(), KEY, Set.of(), NOW));
    refused(() -> repository().beginDeprovisioning(id, lease("other"), NOW));
    refused(() -> repository().release(id, "other", NOW, null));
    refused(() -> repository().detach(id, "other", ResourceKind.CHANNEL, NOW));
    refused(() -> repository().delete(id, "other"));
    refused(() -> repository().anonymise(id, "other", NOW));
    assertThat(repository().findById(id)).contains(todd);
  }

  @Test
  void everyChange_ofAnUnknownUser_isRefused() {
    UserId id = UserId.of("nobody");
    refused(() -> repository().attach(id, "worker", channel(), NOW));
    refused(() -> repository().changeAttempt(id, "worker", new Attempt("a", "n", Set.of()), NOW));
    refused(() -> repository().changeDue(id, lease("worker"), Set.of(ChannelChange.STREAM_KEY)));
    refused(() -> repository().replaceStreamKey(id, "worker", channel().arn(), KEY, Set.of(), NOW));
    refused(() -> repository().beginDeprovisioning(id, lease("worker"), NOW));
    refused(() -> repository().release(id, "worker", NOW, null));
    refused(() -> repository().detach(id, "worker", ResourceKind.CHANNEL, NOW));
    refused(() -> repository().delete(id, "worker"));
    refused(() -> repository().anonymise(id, "worker", NOW));
  }

  // ---- resources

  @Test
  void attach_keepsEverythingOfEachResource() {
    repository().insert(user("1", "todd", null));
    UserId id = UserId.of("1");

    repository().attach(id, "worker", channel(), LATER);
    repository().attach(id, "worker", chatRoom(), LATER);
    repository().attach(id, "worker", stage(), LATER);

    User todd = repository().findById(id).orElseThrow().user();
    assertThat(todd.channel()).isEqualTo(channel());
    assertThat(todd.chatRoom()).isEqualTo(chatRoom());
    assertThat(todd.stage()).isEqualTo(stage());
    assertThat(todd.updatedAt()).isEqualTo(LATER);
  }

  @Test
  void attach_completesTheUserWithTheLastResourceAlone() {
    repository().insert(user("1", "todd", null));
    UserId id = UserId.of("1");

    repository().attach(id, "worker", chatRoom(), NOW);
    repository().attach(id, "worker", channel(), LATER);
    StoredUser unfinished = repository().findById(id).orElseThrow();
    assertThat(unfinished.user().state()).isEqualTo(UserState.PROVISIONING);
    assertThat(unfinished.user().updatedAt()).isEqualTo(LATER);
    assertThat(unfinished.lease()).isEqualTo(lease("worker"));
    repository().attach(id, "worker", stage(), NOW);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.user().state()).isEqualTo(UserState.ACTIVE);
    assertThat(todd.lease()).isNull();
    assertThat(todd.isComplete()).isTrue();
  }

  @Test
  void attach_fromThreeThreads_completes() throws Exception {
    for (int round = 0; round < 20; round++) {
      UserId id = UserId.of("round-" + round);
      repository().insert(user(id.value(), null, null));
      ExecutorService executor = Executors.newFixedThreadPool(3);
      try {
        String suffix = "R" + round;
        List<Future<?>> results =
            List.of(
                executor.submit(() -> repository().attach(id, "worker", channel(suffix), NOW)),
                executor.submit(() -> repository().attach(id, "worker", chatRoom(suffix), NOW)),
                executor.submit(() -> repository().attach(id, "worker", stage(suffix), NOW)));
        for (Future<?> result : results) {
          result.get();
        }
      } finally {
        executor.shutdownNow();
      }
      assertThat(repository().findById(id).orElseThrow().isComplete()).isTrue();
    }
  }

  @Test
  void attach_sameResourceAgain_isAccepted() {
    repository().insert(user("1", "todd", null));
    repository().attach(UserId.of("1"), "worker", channel(), NOW);

    repository().attach(UserId.of("1"), "worker", channel(), NOW);
    assertThat(repository().findById(UserId.of("1")).orElseThrow().user().channel())
        .isEqualTo(channel());
  }

  @Test
  void attach_anotherResourceOfTheSameKind_isRefused() {
    repository().insert(user("1", "todd", null));
    repository().attach(UserId.of("1"), "worker", channel("first"), NOW);

    refused(() -> repository().attach(UserId.of("1"), "worker", channel("second"), NOW));
    assertThat(repository().findById(UserId.of("1")).orElseThrow().user().channel())
        .isEqualTo(channel("first"));
  }

  @Test
  void detach_makesTheResourceMissing() {
    repository().insert(user("1", "todd", null));
    UserId id = UserId.of("1");
    repository().attach(id, "worker", channel("first"), NOW);

    repository().detach(id, "worker", ResourceKind.CHANNEL, LATER);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.user().channel()).isNull();
    assertThat(todd.user().updatedAt()).isEqualTo(LATER);
    repository().attach(id, "worker", channel("second"), NOW);
    assertThat(repository().findById(id).orElseThrow().user().channel())
        .isEqualTo(channel("second"));
  }

  @Test
  void detach_ofAKindThatWasAttachedWithoutBeingWanted_makesItMissing() {
    UserId id = UserId.of("1");
    repository().insert(active("1", "todd"));
    repository().claim(id, lease("worker"), NOW);
    repository().attach(id, "worker", stage(), NOW);
    repository().claim(id, lease("worker"), NOW);

    repository().detach(id, "worker", ResourceKind.STAGE, NOW);
    repository().detach(id, "worker", ResourceKind.STAGE, NOW);

    assertThat(repository().findById(id).orElseThrow().missing())
        .containsExactly(ResourceKind.STAGE);
  }

  @Test
  void detach_ofAKindThatTheUserNeitherHasNorIsToHave_changesNothing() {
    UserId id = UserId.of("1");
    repository().insert(active("1", "todd"));
    repository().claim(id, lease("worker"), NOW);

    repository().detach(id, "worker", ResourceKind.STAGE, NOW);

    assertThat(repository().findById(id).orElseThrow().missing()).isEmpty();
  }

  @Test
  void changeAttempt_ofAUserWhoHasResources_keepsThemAmongTheWanted() {
    UserId id = UserId.of("1");
    repository().insert(user("1", "todd", null));
    repository().attach(id, "worker", channel(), NOW);
    Attempt wanting = new Attempt("other", "name", Set.of(ResourceKind.STAGE));

    repository().changeAttempt(id, "worker", wanting, NOW);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.attempt())
        .isEqualTo(new Attempt("other", "name", Set.of(ResourceKind.CHANNEL, ResourceKind.STAGE)));
    assertThat(todd.missing()).containsExactly(ResourceKind.STAGE);
  }

  @Test
  void changeAttempt_makesAnActiveUserIncomplete_untilTheRestIsAttached() {
    repository().insert(active("1", "todd"));
    UserId id = UserId.of("1");
    StoredUser before = repository().claim(id, lease("worker"), NOW).orElseThrow();
    Attempt wanting =
        new Attempt(
            before.attempt().id(), before.attempt().resourceName(), Set.of(ResourceKind.STAGE));

    repository().changeAttempt(id, "worker", wanting, NOW);

    assertThat(repository().findById(id).orElseThrow().missing())
        .containsExactly(ResourceKind.STAGE);
    repository().attach(id, "worker", stage(), NOW);
    assertThat(repository().findById(id).orElseThrow().isComplete()).isTrue();
  }

  // ---- changes of the channel

  private static final Set<ChannelChange> EVERYTHING_DUE =
      Set.of(
          ChannelChange.STREAM_STOP,
          ChannelChange.STREAM_KEY,
          new ChannelChange.Settings(
              ChannelSettings.builder()
                  .type(ChannelType.ADVANCED_HD)
                  .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY)
                  .authorized(true)
                  .build(),
              true));

  private static final ChannelChange SETTINGS_DUE =
      new ChannelChange.Settings(ChannelSettings.builder().authorized(true).build(), false);

  @Test
  void changeDue_settingsAlone_areKept() {
    repository().insert(user("1", "todd", null));

    repository().changeDue(UserId.of("1"), lease("worker"), Set.of(SETTINGS_DUE));

    assertThat(repository().findById(UserId.of("1")).orElseThrow().due())
        .containsExactly(SETTINGS_DUE);
  }

  @Test
  void replaceStreamKey_settingsAreStillDue_keepsThemAndTheLease() {
    UserId id = channelWithKeyDue();

    repository().replaceStreamKey(id, "worker", channel().arn(), KEY, Set.of(SETTINGS_DUE), LATER);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.due()).containsExactly(SETTINGS_DUE);
    assertThat(todd.lease()).isEqualTo(lease("worker"));
  }

  @Test
  void replaceChannelSettings_recordsThemAndThatNothingIsLeftToDo() {
    UserId id = channelWithKeyDue();
    StoredUser before = repository().findById(id).orElseThrow();
    ChannelSettings settings =
        channel().settings().toBuilder().type(ChannelType.BASIC).authorized(true).build();

    repository().replaceChannelSettings(id, "worker", channel().arn(), settings, LATER);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.user().channel()).isEqualTo(before.user().channel().with(settings));
    assertThat(todd.user().updatedAt()).isEqualTo(LATER);
    assertThat(todd.due()).isEmpty();
    assertThat(todd.lease()).isNull();
    assertThat(todd.problem()).isNull();
  }

  @Test
  void replaceChannelSettings_ofAnotherChannelOrNone_isRefusedAndChangesNothing() {
    UserId id = channelWithKeyDue();
    StoredUser before = repository().findById(id).orElseThrow();
    ChannelSettings settings = ChannelSettings.builder().authorized(true).build();

    refused(
        () ->
            repository()
                .replaceChannelSettings(id, "worker", channel("other").arn(), settings, LATER));
    refused(
        () -> repository().replaceChannelSettings(id, "other", channel().arn(), settings, LATER));
    assertThat(repository().findById(id)).contains(before);
  }

  @Test
  void insert_withChangesDue_keepsThem() {
    StoredUser todd = user("1", "todd", null).withDue(EVERYTHING_DUE);
    repository().insert(todd);

    assertThat(repository().findById(todd.user().id())).contains(todd);
  }

  @Test
  void changeDue_keepsTheChangesAndExtendsTheLease() {
    StoredUser todd = user("1", "todd", null);
    repository().insert(todd);
    Lease extended = new Lease("worker", MUCH_LATER);
    Set<ChannelChange> due = EVERYTHING_DUE;

    repository().changeDue(todd.user().id(), extended, due);

    assertThat(repository().findById(todd.user().id()))
        .contains(todd.withDue(due).with(extended, null));
    repository().changeDue(todd.user().id(), extended, Set.of());
    assertThat(repository().findById(todd.user().id())).contains(todd.with(extended, null));
  }

  @Test
  void release_changesDue_stayDue() {
    UserId id = channelWithKeyDue();

    repository().release(id, "worker", NOW, "AWS was down");

    StoredUser todd =
        repository().claimExpired(lease("recovery"), NOW, 1).stream().findFirst().orElseThrow();
    assertThat(todd.due()).containsExactly(ChannelChange.STREAM_KEY);
  }

  @Test
  void attach_lastResourceWhileAChangeIsDue_doesNotEndTheLease() {
    repository().insert(user("1", "todd", null).withDue(Set.of(ChannelChange.STREAM_KEY)));
    UserId id = UserId.of("1");

    repository().attach(id, "worker", channel(), NOW);
    repository().attach(id, "worker", chatRoom(), NOW);
    repository().attach(id, "worker", stage(), NOW);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.missing()).isEmpty();
    assertThat(todd.isComplete()).isFalse();
    assertThat(todd.lease()).isEqualTo(lease("worker"));
  }

  @Test
  void replaceStreamKey_recordsTheKeyAndThatNothingIsLeftToDo() {
    UserId id = channelWithKeyDue();
    repository().release(id, "worker", LATER, "AWS was down");

    repository().replaceStreamKey(id, "worker", channel().arn(), KEY, Set.of(), LATER);

    StoredUser todd = repository().findById(id).orElseThrow();
    assertThat(todd.user().channel()).isEqualTo(channel().with(KEY));
    assertThat(todd.user().updatedAt()).isEqualTo(LATER);
    assertThat(todd.due()).isEmpty();
    assertThat(todd.lease()).isNull();
    assertThat(todd.problem()).isNull();
    assertThat(todd.isComplete()).isTrue();
  }

  @Test
  void replaceStreamKey_ofAnotherChannelOrNone_isRefusedAndChangesNothing() {
    UserId id = channelWithKeyDue();
    StoredUser before = repository().findById(id).orElseThrow();

    refused(
        () ->
            repository()
                .replaceStreamKey(id, "worker", channel("other").arn(), KEY, Set.of(), LATER));
    assertThat(repository().findById(id)).contains(before);

    repository().detach(id, "worker", ResourceKind.CHANNEL, NOW);
    refused(
        () -> repository().replaceStreamKey(id, "worker", channel().arn(), KEY, Set.of(), LATER));
    assertThat(repository().findById(id).orElseThrow().due())
        .containsExactly(ChannelChange.STREAM_KEY);
  }

  @Test
  void replaceStreamKey_ofOneUser_leavesOthersAlone() {
    UserId id = channelWithKeyDue();
    repository().insert(user("2", "ann", null));
    repository().attach(UserId.of("2"), "worker", channel("second"), NOW);

    repository().replaceStreamKey(id, "worker", channel().arn(), KEY, Set.of(), LATER);

    assertThat(repository().findById(UserId.of("2")).orElseThrow().user().channel())
        .isEqualTo(channel("second"));
  }

  private UserId channelWithKeyDue() {
    UserId id = UserId.of("1");
    repository().insert(active("1", "todd"));
    repository().claim(id, lease("worker"), NOW);
    repository().changeDue(id, lease("worker"), Set.of(ChannelChange.STREAM_KEY));
    repository().attach(id, "worker", channel(), NOW);
    return id;
  }

  // ---- the end

  @Test
  void beginDeprovisioning_changesTheStateAndExtendsTheLease() {
    repository().insert(user("1", "todd", null));
    Lease extended = new Lease("worker", MUCH_LATER);

    repository().beginDeprovisioning(UserId.of("1"), extended, LATER);

    StoredUser todd = repository().findById(UserId.of("1")).orElseThrow();
    assertThat(todd.user().state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(todd.user().updatedAt()).isEqualTo(LATER);
    assertThat(todd.lease()).isEqualTo(extended);
  }

  @Test
  void attach_whileDeprovisioning_doesNotBringTheUserBack() {
    repository().insert(user("1", "todd", null));
    UserId id = UserId.of("1");
    repository().beginDeprovisioning(id, lease("worker"), NOW);

    repository().attach(id, "worker", channel(), NOW);
    repository().attach(id, "worker", chatRoom(), NOW);
    repository().attach(id, "worker", stage(), NOW);
    assertThat(repository().findById(id).orElseThrow().user().state())
        .isEqualTo(UserState.DEPROVISIONING);
  }

  @Test
  void delete_freesIdUsernameAndKey() {
    repository().insert(user("1", "todd", "key-1"));
    repository().attach(UserId.of("1"), "worker", channel(), NOW);

    repository().delete(UserId.of("1"), "worker");

    assertThat(repository().findById(UserId.of("1"))).isEmpty();
    repository().insert(user("1", "todd", "key-1"));
    repository().attach(UserId.of("1"), "worker", channel(), NOW);
  }

  @Test
  void anonymise_keepsTheIdAndNothingElse() {
    repository().insert(user("1", "todd", "key-1"));
    UserId id = UserId.of("1");
    repository().attach(id, "worker", channel(), NOW);
    repository().changeDue(id, lease("worker"), Set.of(ChannelChange.STREAM_KEY));

    repository().anonymise(id, "worker", LATER);

    StoredUser removed = repository().findById(id).orElseThrow();
    assertThat(removed.user())
        .isEqualTo(new User(id, null, UserState.REMOVED, null, null, null, NOW, LATER));
    assertThat(removed.attempt().resourceName()).isEmpty();
    assertThat(removed.attempt().wanted()).isEmpty();
    assertThat(removed.due()).isEmpty();
    assertThat(removed.passwordHash()).isNull();
    assertThat(removed.lease()).isNull();
    assertThat(removed.problem()).isNull();
    assertThat(repository().claim(id, lease("worker"), MUCH_LATER)).isEmpty();
    assertThat(repository().claimExpired(lease("recovery"), MUCH_LATER, 10)).isEmpty();
    assertThat(repository().findByResource(channel().arn())).isEmpty();
    repository().insert(user("2", "todd", "key-1"));
    repository().attach(UserId.of("2"), "worker", channel(), NOW);
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(user("1", "ann", null)))
        .satisfies(e -> assertThat(e.field()).isEqualTo(Field.ID));
  }

  // ---- browsing

  @Test
  void findByResource_eachKind() {
    repository().insert(user("1", "todd", null));
    repository().insert(user("2", "ann", null));
    repository().attach(UserId.of("1"), "worker", channel(), NOW);
    repository().attach(UserId.of("1"), "worker", chatRoom(), NOW);
    repository().attach(UserId.of("1"), "worker", stage(), NOW);
    StoredUser todd = repository().findById(UserId.of("1")).orElseThrow();

    assertThat(repository().findByResource(channel().arn())).contains(todd);
    assertThat(repository().findByResource(chatRoom().arn())).contains(todd);
    assertThat(repository().findByResource(stage().arn())).contains(todd);
    assertThat(repository().findByResource(channel("other").arn())).isEmpty();
    assertThat(repository().findByResource("no ARN at all")).isEmpty();
  }

  @Test
  void page_goesThroughEveryUserOnce() {
    List<String> ids = List.of("a", "B", "ä", "A", "b-1", "b", "auth0|1", "\uD83D\uDC31", "\uFF21");
    ids.forEach(id -> repository().insert(user(id, null, null)));
    List<String> seen = new ArrayList<>();

    UserId after = null;
    List<StoredUser> page;
    do {
      page = repository().page(after, 2);
      page.forEach(stored -> seen.add(stored.user().id().value()));
      after = page.isEmpty() ? after : page.get(page.size() - 1).user().id();
    } while (page.size() == 2);

    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void page_carriesTheResources() {
    repository().insert(user("1", "todd", null));
    repository().attach(UserId.of("1"), "worker", channel(), NOW);

    assertThat(repository().page(null, 10))
        .containsExactly(repository().findById(UserId.of("1")).orElseThrow());
  }

  @Test
  void stream_nobody_isEmpty() {
    assertThat(repository().stream()).isEmpty();
  }

  // ---- passwords

  @Test
  void replacePasswordHash_onlyIfItIsTheExpectedOne() {
    StoredUser todd = user("1", "todd", null);
    repository().insert(todd);
    PasswordHash fresh = new PasswordHash("$fresh");

    assertThat(
            repository().replacePasswordHash(todd.user().id(), new PasswordHash("$wrong"), fresh))
        .isFalse();
    assertThat(repository().findById(todd.user().id())).contains(todd);
    assertThat(repository().replacePasswordHash(todd.user().id(), todd.passwordHash(), fresh))
        .isTrue();
    assertThat(repository().findById(todd.user().id()).map(StoredUser::passwordHash))
        .contains(fresh);
    assertThat(repository().replacePasswordHash(UserId.of("nobody"), fresh, fresh)).isFalse();
  }

  private static void refused(Runnable change) {
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(change::run);
  }
}
