package io.streamcat.password;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests of hashes of other systems that are stored for users. */
class AdoptedPasswordsTest {

  private static final UserId TODD = UserId.of("1");
  private static final PasswordHash BCRYPT =
      new PasswordHash("$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm");

  private final UserRepository users = UserRepository.inMemory();
  private final PasswordHasher hasher = PasswordHasher.argon2id(8, 1);
  private final UserPasswords passwords = passwords(users);

  private UserPasswords passwords(UserRepository repository) {
    return UserPasswords.create(
        repository, hasher, PasswordPolicy.standard(), Clock.fixed(LATER, ZoneOffset.UTC));
  }

  private UserRecord insert(@Nullable String username, @Nullable PasswordHash hash) {
    UserRecord todd = active("1", "Todd").with(new Identity(TODD, username, hash, null), NOW);
    users.insert(todd);
    return todd;
  }

  @Test
  void adopt_hashOfAnotherSystem_isVerifiedAndRenewed() {
    UserRecord todd = insert("Todd", null);

    User adopted = passwords.adopt(TODD, BCRYPT);

    assertThat(adopted.sessionVersion()).isEqualTo(todd.user().sessionVersion() + 1);
    assertThat(passwords.authenticate("todd", "Password")).isEmpty();
    assertThat(passwords.authenticate("todd", "password"))
        .hasValueSatisfying(
            user -> assertThat(user.sessionVersion()).isEqualTo(adopted.sessionVersion()));
    PasswordHash renewed = users.findById(TODD).orElseThrow().identity().passwordHash();
    assertThat(renewed.encoded()).startsWith("$argon2id$");
    assertThat(passwords.authenticate("todd", "password")).isPresent();
  }

  @Test
  void adopt_unknownForm_isRejectedAndNotQuoted() {
    UserRecord todd = insert("Todd", hasher.hash("correct horse"));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> passwords.adopt(TODD, new PasswordHash("$1$salt$TOPSECRET")))
        .satisfies(e -> assertThat(e.field()).isEqualTo("passwordHash"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("TOPSECRET"));
    assertThat(users.findById(TODD)).contains(todd);
  }

  @Test
  void adopt_userWithoutUsername_isRejected() {
    insert(null, null);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> passwords.adopt(TODD, BCRYPT))
        .satisfies(e -> assertThat(e.field()).isEqualTo("username"));
  }

  @Test
  void adopt_unknownUser_isNotFound() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> passwords.adopt(TODD, BCRYPT));
  }

  @Test
  void adopt_recordChangedMeanwhile_isRepeated() {
    insert("Todd", hasher.hash("correct horse"));
    AtomicBoolean first = new AtomicBoolean(true);
    UserRepository overtaken =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (first.getAndSet(false)) {
                passwords.replace(TODD, "purple kettle");
              }
            });

    passwords(overtaken).adopt(TODD, BCRYPT);

    assertThat(passwords.authenticate("todd", "password")).isPresent();
  }
}
