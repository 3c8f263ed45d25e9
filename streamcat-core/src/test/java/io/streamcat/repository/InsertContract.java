package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.key;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.stage;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.StorageException;
import org.junit.jupiter.api.Test;

/** Inserts, and the values that must be unique. */
abstract class InsertContract extends ContractPart {

  InsertContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void insert_newUser_isStored() {
    assertStored(inserted(provisioning("1", "Todd", "registration-1")));
  }

  @Test
  void insert_allComponents_isStored() {
    assertStored(inserted(full("1")));
  }

  @Test
  void insert_spare_isStored() {
    assertStored(inserted(spare("spare-1")));
  }

  @Test
  void insert_onlyAnId_isStored() {
    assertStored(inserted(provisioning("auth0|507f1f77 ünï", null, null)));
  }

  @Test
  void insert_recordsWithoutUsernameAndIdempotencyKey_doNotCollide() {
    UserRecord one = inserted(provisioning("1", null, null));
    UserRecord two = inserted(provisioning("2", null, null));

    assertStored(one);
    assertStored(two);
  }

  @Test
  void insert_severalSpares_doNotCollide() {
    assertStored(inserted(spare("spare-1")));
    assertStored(inserted(spare("spare-2")));
  }

  @Test
  void insert_takenId_namesTheId() {
    UserRecord todd = inserted(provisioning("1", "todd", "registration-1"));
    UserRecord other = withKey("other", provisioning("1", "ann", "registration-2"));

    assertDuplicate(Field.ID, () -> repository().insert(other));
    assertStored(todd);
    assertAbsent(other);
  }

  @Test
  void insert_usernameTakenInAnotherCase_namesTheUsername() {
    UserRecord todd = inserted(provisioning("1", "Todd", "registration-1"));
    UserRecord other = provisioning("2", "tODD", "registration-2");

    assertDuplicate(Field.USERNAME, () -> repository().insert(other));
    assertStored(todd);
    assertAbsent(other);
  }

  @Test
  void insert_takenIdempotencyKey_namesTheIdempotencyKeyButNotItsValue() {
    UserRecord todd = inserted(provisioning("1", "todd", "registration-1"));
    UserRecord other = provisioning("2", "ann", "registration-1");

    assertDuplicate(Field.IDEMPOTENCY_KEY, () -> repository().insert(other));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(other))
        .withMessageNotContaining("registration-1");
    assertStored(todd);
    assertAbsent(other);
  }

  @Test
  void insert_takenRecordKey_isRejected() {
    UserRecord todd = inserted(provisioning("1", "todd", null));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(withKey("1", provisioning("2", "ann", null))));
    assertStored(todd);
    assertThat(repository().findByUsername("ann")).isEmpty();
  }

  @Test
  void insert_sameRecordTwice_isRejected() {
    UserRecord todd = inserted(provisioning("1", "todd", "registration-1"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(todd));
    assertStored(todd);
  }

  @Test
  void insert_sameSpareTwice_isRejected() {
    UserRecord spare = inserted(spare("spare-1"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository().insert(spare));
    assertStored(spare);
  }

  @Test
  void insert_resourceOfAnotherRecord_isRejected() {
    UserRecord todd = inserted(complete("1", "todd"));
    String arn = todd.resources().all().findFirst().orElseThrow().arn();
    UserRecord thief = Components.with(complete("2", "ann"), "resources.channel.arn", arn);

    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> repository().insert(thief));
    assertStored(todd);
    assertAbsent(thief);
    assertThat(repository().findByResource(stage(key("2")).arn())).isEmpty();
  }

  private static UserRecord withKey(String id, UserRecord record) {
    UserRecord other = Components.with(record, "key", key(id));
    return Components.with(other, "revision", new Revision(1, writer()));
  }
}
