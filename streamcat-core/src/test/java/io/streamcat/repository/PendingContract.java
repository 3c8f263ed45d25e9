package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.suspended;
import static io.streamcat.repository.SampleRecords.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.repository.PendingTask.FetchStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that recovery may process, and the counts of records. */
abstract class PendingContract extends ContractPart {

  private static final String OTHER_ACCOUNT = "999999999999";

  PendingContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void pending_taskOfTheFuture_isFoundAtThatTime() {
    UserRecord todd = inserted(waiting("1", LATER));

    assertThat(pending(LATER.minusNanos(1000))).isEmpty();
    assertThat(pending(LATER)).containsExactly("1");
    assertThat(repository().pending(HOME, LATER, 10)).containsExactly(asStored(todd));
  }

  @Test
  void pending_leasedRecord_isFoundWhenTheLeaseHasEnded() {
    inserted(waiting("1", NOW).leased(new Lease("worker", LATER)));

    assertThat(pending(LATER.minusNanos(1000))).isEmpty();
    assertThat(pending(LATER)).containsExactly("1");
  }

  @Test
  void pending_leasedRecordWithLaterTasks_isFoundWhenTheLeaseHasEnded() {
    inserted(waiting("1", MUCH_LATER).leased(new Lease("worker", LATER)));

    assertThat(pending(LATER)).containsExactly("1");
  }

  @Test
  void pending_leaseWithoutTasks_isFoundWhenTheLeaseHasEnded() {
    inserted(complete("1", "todd").leased(new Lease("worker", LATER)));

    assertThat(pending(LATER.minusNanos(1000))).isEmpty();
    assertThat(pending(LATER)).containsExactly("1");
  }

  @Test
  void pending_severalTasks_usesTheEarliest() {
    inserted(
        active("1", null)
            .with(
                before ->
                    tasks(
                        new FetchStreamKey(NOW, Progress.ready(MUCH_LATER)),
                        new RotateStreamKey(LiveChannelPolicy.WAIT, Progress.ready(LATER)))));

    assertThat(pending(LATER.minusNanos(1000))).isEmpty();
    assertThat(pending(LATER)).containsExactly("1");
  }

  @Test
  void pending_suspendedUser_isFoundWhenTheSuspensionEnds() {
    inserted(suspended("1", LATER));
    inserted(suspended("2", null));

    assertThat(pending(LATER.minusNanos(1000))).isEmpty();
    assertThat(pending(MUCH_LATER)).containsExactly("1");
  }

  @Test
  void pending_nothingToDo_isNeverFound() {
    inserted(complete("1", "todd"));
    inserted(active("2", "ann"));
    inserted(spare("3"));
    inserted(provisioning("4", "tom", null).anonymised(NOW));

    assertThat(pending(Instant.parse("2099-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void pending_unfinishedSpare_isFound() {
    UserRecord spare = inserted(spare("1").lost(ResourceKind.STAGE, NOW, NOW));

    assertThat(repository().pending(HOME, NOW, 10)).containsExactly(asStored(spare));
  }

  @Test
  void pending_severalRecords_returnsTheLongestDueFirst() {
    inserted(waiting("third", NOW.minusSeconds(1)));
    inserted(waiting("first", NOW.minusSeconds(30)));
    inserted(provisioning("second", null, null).leased(new Lease("crashed", NOW.minusSeconds(20))));
    inserted(waiting("not yet", NOW.plusSeconds(1)));
    inserted(waiting("fourth", NOW));

    assertThat(pending(NOW)).containsExactly("first", "second", "third", "fourth");
    assertThat(repository().pending(HOME, NOW, 2))
        .extracting(UserRecord::label)
        .containsExactly("first", "second");
  }

  @Test
  void pending_otherRegionOrAccount_isExcluded() {
    inserted(waiting("here", NOW));
    inserted(at(new Home("eu-west-1", HOME.account()), "other region"));
    inserted(at(new Home(HOME.region(), OTHER_ACCOUNT), "other account"));

    assertThat(pending(NOW)).containsExactly("here");
    assertThat(pending(new Home("eu-west-1", HOME.account()))).containsExactly("other region");
    assertThat(pending(new Home(HOME.region(), OTHER_ACCOUNT))).containsExactly("other account");
    assertThat(pending(new Home("eu-west-1", OTHER_ACCOUNT))).isEmpty();
  }

  @Test
  void pending_recordOfUnknownAccount_isFoundByEveryAccountOfItsRegion() {
    inserted(at(new Home(HOME.region(), null), "unknown"));

    assertThat(pending(HOME)).containsExactly("unknown");
    assertThat(pending(new Home(HOME.region(), OTHER_ACCOUNT))).containsExactly("unknown");
    assertThat(pending(new Home("eu-west-1", null))).isEmpty();
  }

  @Test
  void pending_workerOfUnknownAccount_findsRecordsOfUnknownAccounts() {
    inserted(at(HOME, "one"));
    inserted(at(new Home(HOME.region(), OTHER_ACCOUNT), "another"));
    inserted(at(new Home(HOME.region(), null), "unknown"));
    inserted(at(new Home("eu-west-1", null), "elsewhere"));

    assertThat(pending(new Home(HOME.region(), null))).containsExactly("unknown");
  }

  @Test
  void pending_afterAnUpdate_followsTheRecord() {
    UserRecord todd = inserted(waiting("1", NOW));

    UserRecord leased = updated(todd, todd.claimed(new Lease("worker", MUCH_LATER)));
    assertThat(pending(LATER)).isEmpty();
    UserRecord failed =
        updated(
            leased,
            leased
                .leased(null)
                .with(tasks -> tasks.progressed("fetch stream key", p -> p.waiting("", LATER))));
    assertThat(pending(NOW)).isEmpty();
    assertThat(pending(LATER)).containsExactly("1");
    updated(failed, failed.with(tasks -> PendingTasks.NONE));
    assertThat(pending(MUCH_LATER)).isEmpty();
  }

  @Test
  void pending_everyComponentSet_returnsTheWholeRecord() {
    UserRecord todd = inserted(full("1"));

    assertThat(repository().pending(HOME, MUCH_LATER, 10)).containsExactly(asStored(todd));
  }

  @Test
  void counts_emptyStore_areZero() {
    assertThat(repository().counts(NOW)).isEqualTo(new RecordCounts(Map.of(), 0, 0));
  }

  @Test
  void counts_recordsOfEachState_areCountedByState() {
    inserted(complete("1", "todd"));
    inserted(active("2", "tom"));
    inserted(provisioning("3", "tina", null));
    inserted(full("4"));
    inserted(spare("5"));
    inserted(provisioning("6", "tim", null).anonymised(NOW));

    assertThat(repository().counts(NOW).byState())
        .isEqualTo(
            Map.of(
                UserState.ACTIVE, 2L,
                UserState.PROVISIONING, 1L,
                UserState.DEPROVISIONING, 1L,
                UserState.SPARE, 1L,
                UserState.REMOVED, 1L));
  }

  @Test
  void counts_due_countsWhatPendingFindsInAllHomes() {
    inserted(waiting("1", NOW));
    inserted(waiting("2", LATER));
    inserted(waiting("3", NOW).leased(new Lease("worker", LATER)));
    inserted(waiting("4", LATER).leased(new Lease("crashed", NOW)));
    inserted(at(new Home("eu-west-1", null), "5"));
    inserted(complete("6", null));

    assertThat(repository().counts(NOW).due()).isEqualTo(3);
    assertThat(repository().counts(LATER).due()).isEqualTo(5);
    assertThat(repository().counts(NOW.minusNanos(1000)).due()).isZero();
  }

  @Test
  void counts_failing_countsRecordsWithAnOftenFailedTask() {
    inserted(failing("1", RecordCounts.FAILING - 1, null));
    inserted(failing("2", RecordCounts.FAILING, "AWS was down"));
    UserRecord todd = inserted(failing("3", RecordCounts.FAILING + 7, null));

    assertThat(repository().counts(NOW).failing()).isEqualTo(2);
    updated(todd, todd.with(tasks -> PendingTasks.NONE));
    assertThat(repository().counts(NOW).failing()).isEqualTo(1);
  }

  private List<String> pending(Instant now) {
    return labels(repository().pending(HOME, now, 10));
  }

  private List<String> pending(Home home) {
    return labels(repository().pending(home, NOW, 10));
  }

  private static List<String> labels(List<UserRecord> records) {
    return records.stream().map(UserRecord::label).toList();
  }

  private static UserRecord waiting(String id, Instant nextAttempt) {
    return active(id, null)
        .with(tasks -> tasks(new FetchStreamKey(NOW, Progress.ready(nextAttempt))));
  }

  private static UserRecord at(Home home, String id) {
    return Components.with(waiting(id, NOW), "home", home);
  }

  /** Returns a record with two tasks, of which the second one fails. */
  private static UserRecord failing(String id, int attempts, @Nullable String problem) {
    return waiting(id, NOW)
        .with(
            before ->
                tasks(
                    new FetchStreamKey(NOW, Progress.ready(NOW)),
                    new RotateStreamKey(
                        LiveChannelPolicy.WAIT, new Progress(attempts, NOW, problem))));
  }
}
