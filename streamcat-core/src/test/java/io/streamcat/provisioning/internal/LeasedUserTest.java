package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.LeaseLostException;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes under a lease, while other servers write without it or claim the user. */
@Guarantee("LEASE-04")
class LeasedUserTest extends ContextFixture {

  private LeasedUser user;
  private String owner;

  @BeforeEach
  void claim() {
    users.insert(active("todd", "todd"));
    user = context.claim(TODD, UnaryOperator.identity()).orElseThrow();
    owner = Objects.requireNonNull(user.record().lease()).owner();
    time.advance(Duration.ofSeconds(100));
  }

  private UnaryOperator<UserRecord> renamed(String name) {
    return record ->
        record.with(Objects.requireNonNull(record.identity()).renamed(name), time.instant());
  }

  private void claimedByAnother() {
    time.advance(LEASE);
    Records.claim(users, TODD, "other", time.instant().plusSeconds(60));
  }

  @Test
  void hold_extendsTheLeaseFromNow() {
    user.hold();

    assertThat(stored().lease()).isEqualTo(new Lease(owner, time.instant().plus(LEASE)));
    assertThat(user.record()).isEqualTo(stored());
  }

  @Test
  void end_appliesTheTransitionAndEndsTheLease() {
    user.end(renamed("ann"));

    assertThat(stored().lease()).isNull();
    assertThat(stored().user().username()).isEqualTo("ann");
    assertThat(user.record()).isEqualTo(stored());
  }

  @Test
  void write_anotherWriteCameFirst_isAppliedToIt() {
    Records.change(users, TODD, record -> record.with(tasks -> tasks.without("none")));
    UserRecord before = stored();

    user.write(renamed("ann"));

    assertThat(stored().revision().version()).isEqualTo(before.revision().version() + 1);
    assertThat(stored().user().username()).isEqualTo("ann");
  }

  @Test
  void tryWrite_anotherWriteCameFirst_onlyReadsTheRecord() {
    UserRecord other = Records.change(users, TODD, renamed("ben"));

    assertThat(user.tryWrite(renamed("ann"))).isFalse();

    assertThat(stored()).isEqualTo(other);
    assertThat(user.record()).isEqualTo(other);
    assertThat(user.tryWrite(renamed("ann"))).isTrue();
  }

  @Test
  void write_anotherServerHasTheLease_fails() {
    claimedByAnother();

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(user::hold);
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(user::tryDelete);
    assertThat(stored().lease()).isNotNull().extracting(Lease::owner).isEqualTo("other");
  }

  @Test
  void write_leaseHasEnded_fails() {
    Records.change(users, TODD, record -> record.leased(null));

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(user::hold);
  }

  @Test
  void write_userIsGone_fails() {
    assertThat(users.delete(stored())).isTrue();

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(user::hold);
  }

  @Test
  void tryDelete_anotherWriteCameFirst_readsTheRecordAndKeepsIt() {
    UserRecord other = Records.change(users, TODD, renamed("ben"));

    assertThat(user.tryDelete()).isFalse();
    assertThat(user.record()).isEqualTo(other);

    assertThat(user.tryDelete()).isTrue();
    assertThat(users.findById(TODD)).isEmpty();
  }
}
