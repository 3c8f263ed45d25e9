package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

  private final PasswordPolicy policy = PasswordPolicy.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {"correct horse battery staple", "xkq9-öäü", "🐱🐱🐱🐱🐱🐱🐱🐱", "        x"})
  void accepts(String password) {
    assertThatCode(() -> policy.check(password, "todd")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'',            has 0 characters",
    "'seven77',     has 7 characters",
    "🐱🐱🐱🐱🐱🐱🐱, has 7 characters",
    "password,      is among the commonly used",
    "PassWord,      is among the commonly used",
    "password123,   is among the commonly used",
    "qwertyuiop,    is among the commonly used",
    "11111111,      is among the commonly used",
    "Todd.Tester,   is the username",
  })
  void refuses(String password, String problem) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check(password, "todd.tester"))
        .withMessageStartingWith("password: " + problem);
  }

  @Test
  void counts128CodePoints() {
    assertThatCode(() -> policy.check("🐱".repeat(128), null)).doesNotThrowAnyException();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check("🐱".repeat(129), null))
        .withMessageNotContaining("🐱");
  }
}
