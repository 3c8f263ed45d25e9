package io.streamcat.examples.web.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.user.UsernamePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMessagesTest {

  private static final UsernamePolicy USERNAMES = UsernamePolicy.standard();
  private static final PasswordPolicy PASSWORDS = PasswordPolicy.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a           | At least 3 characters, please.
          a1234567890123456789012345678901 | At most 30 characters, please.
          to dd       | Only letters a to z, digits, hyphens, underscores and dots, please.
          -todd       | A letter or digit at the beginning and the end, please.
          admin       | This username is reserved. Please choose another one.
          """)
  void of_invalidUsername_namesTheRule(String username, String message) {
    assertThat(messageFor(() -> USERNAMES.check(username))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          short       | At least 8 characters, please.
          '         ' | More than spaces, please.
          password1   | This password is too common. Please choose another one.
          ababababab  | More different characters, please.
          ghijklmnopq | This password is easy to guess. Please choose another one.
          toddling1   | The password must not be your username.
          """)
  void of_invalidPassword_namesTheRule(String password, String message) {
    assertThat(messageFor(() -> PASSWORDS.check(password, "toddling"))).isEqualTo(message);
  }

  @Test
  void of_unknownRule_asksForAnotherValue() {
    InvalidInputException rejected = new InvalidInputException("username", "longer", "is short");

    assertThat(FieldMessages.of(rejected)).isEqualTo("Please choose another username.");
  }

  private static String messageFor(Runnable check) {
    return FieldMessages.of(catchThrowableOfType(InvalidInputException.class, check::run));
  }
}
