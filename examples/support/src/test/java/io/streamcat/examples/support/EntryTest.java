package io.streamcat.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.password.PasswordPolicy;
import org.junit.jupiter.api.Test;

class EntryTest {

  @Test
  void withGeneratedPassword_anyName_isAcceptedAndUnique() {
    SignUp one = SignUp.withGeneratedPassword("todd");
    SignUp other = SignUp.withGeneratedPassword("todd");

    PasswordPolicy.standard().check(one.password(), one.username());
    assertThat(one.generated()).isTrue();
    assertThat(one.password()).isNotEqualTo(other.password());
  }

  @Test
  void toString_signUp_hidesPassword() {
    assertThat(new SignUp("line 1", "todd", "secret", false).toString()).doesNotContain("secret");
  }
}
