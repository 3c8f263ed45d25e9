package io.streamcat;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Locale;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** The independence of stored, sent and compared texts from the default locale. */
@Guarantee("SECRET-07")
class ForeignLocaleTest {

  /** A locale with other digits. */
  @Nested
  @DefaultLocale("ar-EG")
  class Egypt extends AnyLocale {}

  /** A locale with other digits that is written from right to left. */
  @Nested
  @DefaultLocale("fa-IR")
  class Iran extends AnyLocale {}

  /** A locale with another lower case of I. */
  @Nested
  @DefaultLocale("tr-TR")
  class Turkey extends AnyLocale {}

  abstract static class AnyLocale {

    @Test
    void format_numberInTheForeignLocale_differs() {
      assertThat("%d".formatted(64) + "I".toLowerCase(Locale.getDefault())).isNotEqualTo("64i");
    }

    @Test
    void hash_foreignLocale_hasAsciiDigitsAndIsVerified() {
      PasswordHasher hasher = PasswordHasher.argon2id(64, 1);

      assertThat(hasher.hash(PASSWORD).encoded()).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
      assertThat(hasher.verify(PASSWORD, hasher.hash(PASSWORD))).isTrue();
      assertThat(hasher.needsRehash(hasher.hash(PASSWORD))).isFalse();
    }

    @Test
    void userLifecycle_foreignLocale_succeeds() {
      UserRepository users = UserRepository.inMemory();
      try (EmulatedAws aws = new EmulatedAws();
          StreamCat streamcat = aws.streamCat().storage(s -> s.users(users)).build()) {
        User todd = streamcat.users().provision(NewUser.of("TODD.Inigo", PASSWORD));

        assertThat(streamcat.passwords().authenticate("todd.inigo", PASSWORD)).contains(todd);
        assertThat(streamcat.users().findByUsername("todd.INIGO")).contains(todd);
        assertThat(users.findById(todd.id()).map(UserRecord::resourceName).orElseThrow())
            .matches("streamcat-TODD-Inigo-[0-9a-f]{10}");
        assertThat(aws.emulator().resources())
            .extracting(EmulatedResource::arn)
            .allMatch(arn -> arn.matches("[ -~]+"));
        assertThat(streamcat.reconciler().plan().toString())
            .contains("users: 1, resources: 3, findings: 0");
        streamcat.users().deprovision(todd.id());
        assertThat(aws.existing("channel")).isEmpty();
      }
    }

    @Test
    void generate_foreignLocale_hasAsciiLetters() {
      assertThat(UserId.generate(java.time.Instant.EPOCH).value()).matches("[0-9a-f-]{36}");
      assertThat(UserId.of("größe").toTagValue()).isEqualTo("gr=C3=B6=C3=9Fe");
    }

    @Test
    void message_foreignLocale_hasAsciiDigits() {
      Assertions.assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> UserId.of("x".repeat(129)))
          .withMessageContaining("129");
    }
  }
}
