package io.streamcat.user;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamePolicyTest {

  private final UsernamePolicy policy = UsernamePolicy.standard();

  @ParameterizedTest
  @ValueSource(strings = {"tod", "Todd", "t.o-d_d", "0x1", "abcdefghijklmnopqrstuvwxyz0123"})
  void check_validUsername_isAccepted(String username) {
    assertThatCode(() -> policy.check(username)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|3 to 30 characters",
        "to|3 to 30 characters",
        "abcdefghijklmnopqrstuvwxyz01234|3 to 30 characters",
        "tödd|letters a to z",
        "to dd|letters a to z",
        "todd@home|letters a to z",
        "tоdd|letters a to z",
        ".todd|a letter or digit at both ends",
        "todd-|a letter or digit at both ends",
        "admin|a reserved word",
        "Root|a reserved word",
        "SUPPORT|a reserved word",
      })
  void check_brokenRule_isRejected(String username, String rule) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check(username))
        .withMessageStartingWith("username: ")
        .withMessageContaining(rule);
  }
}
