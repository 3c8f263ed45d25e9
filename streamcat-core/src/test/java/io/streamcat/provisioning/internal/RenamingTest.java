package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.UserId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of usernames, which need no lease. */
class RenamingTest extends ContextFixture {

  private static final UserId ONE = UserId.of("1");

  private final Renaming renaming =
      new Renaming(context, new RegisteredUsers(context, new ProvisioningWorkflow(context)));

  @BeforeEach
  void register() {
    users.insert(active("1", "todd"));
    time.advance(Duration.ofHours(1));
  }

  @Test
  void rename_newName_isStoredWhileAnotherServerHasTheLease() {
    var held = Records.claim(users, ONE, "other", time.instant().plusSeconds(60));

    assertThat(renaming.rename(ONE, "ann").username()).isEqualTo("ann");

    var stored = users.findByUsername("ann").orElseThrow();
    assertThat(stored.lease()).isEqualTo(held.lease());
    assertThat(stored.updatedAt()).isEqualTo(time.instant());
    assertThat(users.findByUsername("todd")).isEmpty();
  }

  @Test
  void rename_sameName_writesNothing() {
    var before = users.findById(ONE);

    assertThat(renaming.rename(ONE, "todd").username()).isEqualTo("todd");

    assertThat(users.findById(ONE)).isEqualTo(before);
  }

  @Test
  void rename_invalidName_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> renaming.rename(ONE, "?"));
  }

  @Test
  void rename_nameOfAnotherUser_isADuplicate() {
    users.insert(active("2", "ann"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> renaming.rename(ONE, "ann"))
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void rename_nameOfAUserWhoIsBeingRemoved_isRetryable() {
    users.insert(active("2", "ann").deprovisioning(time.instant()));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> renaming.rename(ONE, "ann"))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
  }

  private Renaming in(UserRepository store) {
    ProvisioningContext other = context(context.home(), store);
    return new Renaming(other, new RegisteredUsers(other, new ProvisioningWorkflow(other)));
  }

  @Test
  void rename_anotherWriteComesFirst_isRepeated() {
    UserRepository store =
        interrupted(
            () -> Records.change(users, ONE, record -> record.with(tasks -> tasks)), () -> {});

    assertThat(in(store).rename(ONE, "ann").username()).isEqualTo("ann");

    assertThat(users.findByUsername("ann")).isPresent();
  }

  @Test
  void rename_storeDoesNotConfirm_outcomeIsUnknown() {
    UserRepository away =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new StorageException("away", true, null);
            });

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> in(away).rename(ONE, "ann"))
        .withMessageContaining("may or may not be in the requested state");
  }

  @Test
  void rename_userIsRemovedMeanwhile_isNotFound() {
    UserRepository store =
        interrupted(
            () -> Records.change(users, ONE, record -> record.deprovisioning(time.instant())),
            () -> {});

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> in(store).rename(ONE, "ann"));
  }

  @Test
  void rename_insideATransaction_isRejected() {
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> in(inTransaction()).rename(ONE, "ann"))
        .withMessageContaining("inside a database transaction");
  }
}
