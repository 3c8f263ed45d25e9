package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("SECRET-03")
class PasswordPolicyTest {

  private final PasswordPolicy policy = PasswordPolicy.standard("live.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "xkq9-öäü",
        "🐱🐶🐱🐭🐱🐹🐱🐰",
        "        xyz",
        "bcdefgh7",
        "qwertyu2",
        "todd.and.ann",
        "streamkitten",
        // Eight characters, of which lower case makes four.
        "T\u0308H\u0331Y\u030AW\u030A"
      })
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
    "todd.tester99, is the username or little more",
    "ｔｏｄｄ．ｔｅｓｔｅｒ, is the username",
    "ｐａｓｓｗｏｒｄ,      is among the commonly used",
    "ＰＡＳＳＷＯＲＤ,      is among the commonly used",
    "aaaaaaaa,      repeats too few different characters",
    "abababab,      repeats too few different characters",
    "ααααααααα,     repeats too few different characters",
    "🐱🐱🐱🐱🐱🐱🐱🐱, repeats too few different characters",
    "'        ',    is blank",
    "'  　     ', is blank",
    "'        x',   repeats too few different characters",
    "abcdefgh,      is a sequence",
    "ZYXWVUTS,      is a sequence",
    "ａｂｃｄｅｆｇｈ,      is a sequence",
    "acegikmo,      is a sequence",
    "23456789,      is a sequence",
    "αβγδεζηθ,      is a sequence",
    "wertyuio,      is a sequence",
    "poiuytrew,     is a sequence",
    "rfv5tgb6yhn,   is a sequence",
    "ab12ab12,      repeats fewer than 8 characters",
    "qwerty1qwerty1, repeats fewer than 8 characters",
    "todd.testertodd.tester1, is the username",
    "live.examplelive.example, is the name of the service",
    "live.example,  is the name of the service",
    "LIVE.Example1, is the name of the service",
    "ｌｉｖｅ．ｅｘａｍｐｌｅ, is the name of the service",
  })
  void rejects(String password, String problem) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check(password, "todd.tester"))
        .satisfies(e -> assertThat(e.field()).isEqualTo("password"))
        .satisfies(e -> assertThat(e.problem()).startsWith(problem))
        .withMessageStartingWith("password: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ｔｏｄｄ．ｔｅｓｔｅｒ１２", "qwertyui", "hgfedcba", "zzzzzzzz", "live.example7"})
  void check_rejectedPassword_isInNoMessage(String password) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check(password, "todd.tester"))
        .withMessageNotContainingAny(password, Normalizer.normalize(password, Form.NFKC));
  }

  @Test
  void check_null_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check(null, "todd"))
        .withMessage("password: is null (must be given)");
  }

  @Test
  void check_128CodePoints_isAccepted() {
    String pets = "🐱🐶🐭🐹🐰🦊🐻🐼".repeat(16);
    assertThatCode(() -> policy.check(pets, null)).doesNotThrowAnyException();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> policy.check(pets + "🐱", null))
        .withMessageNotContaining("🐱");
  }
}
