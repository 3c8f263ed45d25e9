package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.identity;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.taken;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.StorageException;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import org.junit.jupiter.api.Test;

/** Updates: compare and set on version and writer, with all child rows. */
abstract class UpdateContract extends ContractPart {

  UpdateContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void update_everythingRemoved_leavesABareRecord() {
    UserRecord todd = inserted(full("1"));
    UserRecord bare = Components.with(active("1", null), "revision", todd.revision());

    assertStored(updated(todd, bare));
    assertThat(repository().findByUsername("user-1")).isEmpty();
    assertThat(repository().findByIdempotencyKey("registration-1")).isEmpty();
    assertThat(repository().findByResource(stage(todd.key()).arn())).isEmpty();
  }

  @Test
  void update_everythingAdded_isStored() {
    UserRecord bare = inserted(active("1", null));
    UserRecord todd = Components.with(full("1"), "revision", bare.revision());

    assertStored(updated(bare, todd));
    assertThat(repository().findByUsername("user-1")).isPresent();
    assertThat(repository().findByResource(stage(todd.key()).arn())).isPresent();
  }

  @Test
  void update_manyTimes_countsTheVersions() {
    UserRecord todd = inserted(complete("1", "todd"));
    for (int i = 0; i < 5; i++) {
      todd = updated(todd, todd.leased(new Lease("worker-" + i, LATER)));
    }

    assertStored(todd);
    assertThat(todd.revision().version()).isEqualTo(6);
  }

  @Test
  void update_sameContent_createsANewRevision() {
    UserRecord todd = inserted(full("1"));

    assertStored(updated(todd, todd));
  }

  @Test
  void update_staleVersion_changesNothing() {
    UserRecord first = inserted(full("1"));
    UserRecord second = updated(first, first.leased(null));

    assertThat(repository().update(first, active("1", "other").written(writer()))).isFalse();
    assertThat(repository().update(first, first.written(writer()))).isFalse();
    assertStored(second);
  }

  @Test
  void update_versionOfTheFuture_changesNothing() {
    UserRecord first = inserted(full("1"));
    UserRecord future = first.written(writer());

    assertThat(repository().update(future, future.written(writer()))).isFalse();
    assertStored(first);
  }

  @Test
  void update_versionOfAnotherWriter_changesNothing() {
    UserRecord stored = inserted(full("1"));
    UserRecord other = byAnotherWriter(stored);

    assertThat(repository().update(other, other.leased(null).written(writer()))).isFalse();
    assertThat(repository().update(other, other.anonymised(LATER).written(writer()))).isFalse();
    assertThat(
            repository().update(other, other.lost(ResourceKind.STAGE, NOW, NOW).written(writer())))
        .isFalse();

    assertStored(stored);
    assertThat(repository().findByResource(stage(stored.key()).arn())).contains(asStored(stored));
  }

  @Test
  void update_keyInsertedAgainMeanwhile_changesNothing() {
    UserRecord first = inserted(full("1"));
    UserRecord read = updated(first, first.leased(null));
    assertThat(repository().delete(read)).isTrue();
    UserRecord again = updated(inserted(first), first.leased(null));

    assertThat(repository().update(read, read.anonymised(LATER).written(writer()))).isFalse();
    assertStored(again);
  }

  @Test
  void update_unknownRecord_isFalse() {
    UserRecord unknown = full("1");

    assertThat(repository().update(unknown, unknown.written(writer()))).isFalse();
    assertAbsent(unknown);
    assertThat(repository().findByResource(stage(unknown.key()).arn())).isEmpty();
  }

  @Test
  void update_oneRecord_changesNoOther() {
    UserRecord todd = inserted(full("1"));
    UserRecord ann = inserted(full("2"));
    UserRecord spare = inserted(spare("3"));

    updated(todd, todd.anonymised(LATER));

    assertStored(ann);
    assertStored(spare);
  }

  @Test
  void update_spareGetsAUser_byOneUpdate() {
    UserRecord spare = inserted(spare("spare-1"));

    UserRecord todd = updated(spare, taken(spare, identity("1", "Todd", "registration-1")));

    assertStored(todd);
    assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
    assertThat(repository().findById(UserId.of("1"))).contains(asStored(todd));
    assertThat(repository().findByUsername("todd")).contains(asStored(todd));
    assertThat(repository().findByIdempotencyKey("registration-1")).contains(asStored(todd));
    assertThat(repository().findByResource(stage(todd.key()).arn())).contains(asStored(todd));
  }

  @Test
  void update_spareGetsATakenIdentity_namesTheFieldAndChangesNothing() {
    UserRecord todd = inserted(provisioning("1", "Todd", "registration-1"));
    UserRecord spare = inserted(spare("spare-1"));

    assertDuplicate(Field.ID, () -> give(spare, identity("1", "ann", "registration-2")));
    assertDuplicate(Field.USERNAME, () -> give(spare, identity("2", "tODD", "registration-2")));
    assertDuplicate(
        Field.IDEMPOTENCY_KEY, () -> give(spare, identity("2", "ann", "registration-1")));
    assertStored(todd);
    assertStored(spare);
    assertThat(repository().findByUsername("ann")).isEmpty();
    assertStored(updated(spare, taken(spare, identity("2", "ann", "registration-2"))));
  }

  private void give(UserRecord spare, Identity person) {
    repository().update(spare, taken(spare, person).written(writer()));
  }

  @Test
  void update_usernameInAnotherCase_isNoDuplicateOfItself() {
    UserRecord todd = inserted(provisioning("1", "todd", "registration-1"));

    UserRecord renamed = updated(todd, todd.with(identity("1", "Todd", "registration-1"), LATER));

    assertThat(repository().findByUsername("todd")).contains(asStored(renamed));
  }

  @Test
  void update_otherNames_freesTheOldOnes() {
    UserRecord todd = inserted(provisioning("1", "todd", "registration-1"));

    updated(todd, todd.with(identity("2", "tom", "registration-2"), LATER));

    assertThat(repository().findById(UserId.of("1"))).isEmpty();
    assertThat(repository().findByUsername("todd")).isEmpty();
    assertThat(repository().findByIdempotencyKey("registration-1")).isEmpty();
    UserRecord next = provisioning("1", "todd", "registration-1");
    assertStored(inserted(Components.with(next, "key", writer())));
  }

  @Test
  void update_anonymised_keepsOnlyTheId() {
    UserRecord todd = inserted(full("1"));

    UserRecord removed = updated(todd, todd.anonymised(MUCH_LATER));

    assertStored(removed);
    assertThat(repository().findById(UserId.of("1"))).contains(removed);
    assertThat(repository().findByResource(stage(todd.key()).arn())).isEmpty();
    UserRecord next = provisioning("1", "user-1", "registration-1");
    assertDuplicate(Field.ID, () -> repository().insert(Components.with(next, "key", writer())));
    assertStored(inserted(provisioning("2", "user-1", "registration-1")));
  }

  @Test
  void update_resourceOfAnotherRecord_isRejectedAndChangesNothing() {
    UserRecord todd = inserted(complete("1", "todd"));
    UserRecord ann = inserted(provisioning("2", "ann", null));
    UserRecord thief =
        ann.recorded(channel("own"), LATER).recorded(stage(todd.key()), LATER).leased(null);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository().update(ann, thief.written(writer())));
    assertStored(todd);
    assertStored(ann);
    assertThat(repository().findByResource(channel("own").arn())).isEmpty();
  }

  @Test
  void update_resourceAnotherRecordHasLost_isStored() {
    UserRecord todd = inserted(complete("1", "todd"));
    updated(todd, todd.lost(ResourceKind.STAGE, NOW, NOW));
    UserRecord ann = inserted(provisioning("2", "ann", null));

    UserRecord adopting = updated(ann, ann.recorded(stage(todd.key()), LATER));

    assertStored(adopting);
    assertThat(repository().findByResource(stage(todd.key()).arn())).contains(asStored(adopting));
  }
}
