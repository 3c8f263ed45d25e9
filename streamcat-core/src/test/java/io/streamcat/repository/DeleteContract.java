package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.user.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deletes. */
abstract class DeleteContract extends ContractPart {

  DeleteContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void delete_record_removesAllItsKeys() {
    UserRecord todd = inserted(full("1"));
    UserRecord ann = inserted(full("2"));

    assertThat(repository().delete(todd)).isTrue();

    assertAbsent(todd);
    assertThat(repository().findById(UserId.of("1"))).isEmpty();
    assertThat(repository().findByUsername("user-1")).isEmpty();
    assertThat(repository().findByIdempotencyKey("registration-1")).isEmpty();
    assertThat(repository().findByResource(channel(todd.key()).arn())).isEmpty();
    assertThat(repository().page(null, 10)).containsExactly(asStored(ann));
  }

  @Test
  void delete_record_freesAllItsNames() {
    UserRecord todd = inserted(full("1"));
    repository().delete(todd);

    assertStored(inserted(Components.with(full("1"), "key", writer())));
  }

  @Test
  void delete_spare_isGone() {
    UserRecord spare = inserted(spare("spare-1"));

    assertThat(repository().delete(spare)).isTrue();
    assertAbsent(spare);
    assertThat(repository().counts(SampleRecords.NOW).byState()).isEqualTo(Map.of());
  }

  @Test
  void delete_staleVersion_changesNothing() {
    UserRecord first = inserted(full("1"));
    UserRecord second = updated(first, first.leased(null));

    assertThat(repository().delete(first)).isFalse();
    assertThat(repository().delete(second.written(writer()))).isFalse();
    assertStored(second);
  }

  @Test
  void delete_versionOfAnotherWriter_changesNothing() {
    UserRecord stored = inserted(full("1"));

    assertThat(repository().delete(byAnotherWriter(stored))).isFalse();
    assertStored(stored);
  }

  @Test
  void delete_keyInsertedAgainMeanwhile_changesNothing() {
    UserRecord first = inserted(full("1"));
    UserRecord read = updated(first, first.leased(null));
    assertThat(repository().delete(read)).isTrue();
    UserRecord again = updated(inserted(first), first.leased(null));

    assertThat(repository().delete(read)).isFalse();
    assertStored(again);
  }

  @Test
  void delete_unknownRecord_isFalse() {
    UserRecord todd = inserted(full("1"));
    repository().delete(todd);

    assertThat(repository().delete(todd)).isFalse();
    assertThat(repository().delete(full("2"))).isFalse();
  }
}
