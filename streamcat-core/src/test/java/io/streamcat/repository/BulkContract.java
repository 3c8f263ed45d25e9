package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.queued;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.taken;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records inserted together, pages of one state, and records that failed. */
abstract class BulkContract extends ContractPart {

  BulkContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void insertAll_newRecords_storesThemWhole() {
    List<UserRecord> records =
        IntStream.range(0, UserRepository.PAGE)
            .mapToObj(i -> queued("user-" + i, "name-" + i))
            .toList();

    assertThat(repository().insertAll(records)).isEmpty();

    assertThat(repository().stream())
        .containsExactlyInAnyOrderElementsOf(records.stream().map(this::asStored).toList());
  }

  @Test
  void insertAll_recordsWithResources_storesThemWhole() {
    List<UserRecord> records = List.of(complete("1", "todd"), queued("2", "ada"), spare("3"));

    assertThat(repository().insertAll(records)).isEmpty();

    assertThat(repository().stream())
        .containsExactlyInAnyOrderElementsOf(records.stream().map(this::asStored).toList());
  }

  @Test
  void insertAll_noRecord_changesNothing() {
    assertThat(repository().insertAll(List.of())).isEmpty();
    assertThat(repository().stream()).isEmpty();
  }

  @Test
  void insertAll_duplicates_leavesOutOnlyThose() {
    inserted(provisioning("id", "todd", "key"));
    UserRecord sameId = queued("id", "other");
    UserRecord sameName = queued("3", "TODD");
    UserRecord twin = queued("5", "ada");
    List<UserRecord> records =
        List.of(queued("1", "ada"), sameId, queued("2", null), sameName, queued("4", "bob"), twin);

    List<UserRecord> duplicates = repository().insertAll(records);

    assertThat(duplicates).containsExactly(sameId, sameName, twin);
    assertThat(repository().stream().map(record -> record.id().value()))
        .containsExactlyInAnyOrder("id", "1", "2", "4");
  }

  @Test
  void insertAll_resourceOfAnotherRecord_fails() {
    UserRecord todd = inserted(complete("1", "todd"));
    UserRecord thief = queued("2", null).with(todd.resources(), LATER);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository().insertAll(List.of(thief)))
        .withMessageContaining("is recorded for another user");
    assertThat(repository().stream()).containsExactly(asStored(todd));
  }

  @Test
  void page_state_returnsItsRecordsInTheOrderOfTheirKeys() {
    List<UserRecord> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queued.add(inserted(queued("queued-" + i, null)));
      inserted(active("active-" + i, null));
    }
    List<String> keys = queued.stream().map(UserRecord::key).sorted().toList();

    List<UserRecord> first = repository().page(UserState.QUEUED, null, 3);
    List<UserRecord> second = repository().page(UserState.QUEUED, keys.get(2), 3);

    assertThat(first).extracting(UserRecord::key).containsExactlyElementsOf(keys.subList(0, 3));
    assertThat(second).extracting(UserRecord::key).containsExactlyElementsOf(keys.subList(3, 5));
    assertThat(repository().page(UserState.QUEUED, keys.get(4), 3)).isEmpty();
    assertThat(repository().page(UserState.SPARE, null, 3)).isEmpty();
  }

  @Test
  void spares_ready_areReturnedInTheOrderOfTheirKeys() {
    List<String> keys =
        Stream.of("a", "b", "c", "d").map(name -> inserted(spare(name)).key()).sorted().toList();
    inserted(complete("1", "todd"));

    List<UserRecord> first = repository().spares(HOME, null, 3);

    assertThat(first).extracting(UserRecord::key).containsExactlyElementsOf(keys.subList(0, 3));
    assertThat(repository().spares(HOME, keys.get(2), 3))
        .extracting(UserRecord::key)
        .containsExactly(keys.get(3));
    assertThat(repository().findByKey(keys.get(0))).contains(first.get(0));
  }

  @Test
  void spares_unfinishedLeasedOrElsewhere_areLeftOut() {
    UserRecord ready = inserted(spare("ready"));
    inserted(spare("unfinished").lost(ResourceKind.STAGE, NOW, LATER));
    inserted(spare("leased").leased(lease("worker")));
    inserted(spare("removed").deprovisioning(NOW));
    inserted(Components.with(spare("far away"), "home", new Home("eu-west-1", HOME.account())));
    inserted(Components.with(spare("theirs"), "home", new Home(HOME.region(), "999999999999")));

    assertThat(repository().spares(HOME, null, 10)).containsExactly(asStored(ready));
    assertThat(repository().spares(new Home(HOME.region(), null), null, 10)).isEmpty();
    updated(ready, taken(ready, identity("1", "todd", null)));
    assertThat(repository().spares(HOME, null, 10)).isEmpty();
  }

  @Test
  void resources_home_countsThoseOfUsersAndSpares() {
    inserted(complete("1", "todd"));
    inserted(spare("2"));
    inserted(queued("3", null));
    inserted(complete("4", "ann").with(complete("4", "ann").resources().without(STAGE), NOW));

    assertThat(repository().resources(HOME, null))
        .isEqualTo(Map.of(CHANNEL, 3L, CHAT_ROOM, 3L, STAGE, 2L));
    assertThat(repository().resources(new Home(HOME.region(), null), null))
        .isEqualTo(repository().resources(HOME, null));
    assertThat(repository().resources(new Home("eu-west-1", HOME.account()), null).values())
        .containsOnly(0L);
    assertThat(repository().resources(new Home(HOME.region(), "999999999999"), null).values())
        .containsOnly(0L);
  }

  @Test
  void resources_sinceATime_countsThoseOfUsersWhoRegisteredSince() {
    inserted(complete("1", "todd"));
    inserted(spare("2"));
    inserted(taken(spare("3"), identity("3", "ann", null)));

    assertThat(repository().resources(HOME, NOW).get(CHANNEL)).isEqualTo(2);
    assertThat(repository().resources(new Home(HOME.region(), null), NOW).get(CHANNEL))
        .isEqualTo(2);
    assertThat(repository().resources(HOME, LATER).get(CHANNEL)).isEqualTo(1);
    assertThat(repository().resources(HOME, MUCH_LATER).values()).containsOnly(0L);
  }

  @Test
  void namesAccount_recordOfTheRegion_dependsOnItsAccountAndState() {
    inserted(Components.with(queued("1", null), "home", new Home(HOME.region(), null)));
    inserted(complete("2", "todd").anonymised(NOW));
    assertThat(repository().namesAccount(HOME.region())).isFalse();

    inserted(queued("3", null));

    assertThat(repository().namesAccount(HOME.region())).isTrue();
    assertThat(repository().namesAccount("eu-west-1")).isFalse();
  }

  @Test
  void failing_failedTasks_returnsThoseThatFailedMostOften() {
    inserted(queued("new", null));
    inserted(failed("once", 1));
    inserted(failed("often", 7));
    inserted(failed("twice", 2));

    assertThat(repository().failing(2))
        .extracting(record -> record.id().value())
        .containsExactly("often", "twice");
    assertThat(repository().failing(10)).hasSize(3);
  }

  private static UserRecord failed(String id, int attempts) {
    UserRecord record = queued(id, null);
    for (int i = 0; i < attempts; i++) {
      record =
          record.with(
              tasks ->
                  tasks.with(
                      tasks
                          .creation(ResourceKind.STAGE)
                          .orElseThrow()
                          .with(new Progress(tasks.attempts() + 1, LATER, "no stage"))));
    }
    return record;
  }

  @Test
  void pending_sparesAndQueuedRecords_comeAfterAllOthers() {
    UserRecord queued = inserted(queued("queued", null));
    UserRecord spare =
        inserted(
            spare("spare")
                .with(
                    tasks ->
                        tasks.with(new PendingTask.FetchStreamKey(LATER, Progress.ready(LATER)))));
    inserted(provisioning("crashed", null, null));

    List<UserRecord> due = repository().pending(HOME, MUCH_LATER, 10);

    assertThat(due.get(0).id().value()).isEqualTo("crashed");
    assertThat(due.subList(1, 3)).containsExactly(asStored(spare), asStored(queued));
    assertThat(due).hasSize(3);
    assertThat(repository().pending(HOME, MUCH_LATER, 1)).containsExactly(due.get(0));
    assertThat(repository().pending(HOME, MUCH_LATER, 2)).hasSize(2);
  }
}
