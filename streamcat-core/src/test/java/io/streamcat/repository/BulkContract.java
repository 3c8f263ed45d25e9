package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.queued;
import static io.streamcat.repository.SampleRecords.spare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
  void pending_queuedRecordsAndSpares_comeAfterAllOthers() {
    inserted(queued("queued", null));
    inserted(
        spare("spare")
            .with(
                tasks -> tasks.with(new PendingTask.FetchStreamKey(LATER, Progress.ready(LATER)))));
    inserted(provisioning("crashed", null, null));

    List<UserRecord> due = repository().pending(HOME, MUCH_LATER, 10);

    assertThat(due.get(0).id().value()).isEqualTo("crashed");
    assertThat(due).hasSize(3);
    assertThat(repository().pending(HOME, MUCH_LATER, 1)).containsExactly(due.get(0));
    assertThat(repository().pending(HOME, MUCH_LATER, 2)).hasSize(2);
  }
}
