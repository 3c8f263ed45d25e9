package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.error.InvalidInputException;
import io.streamcat.user.PasswordHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest {

  private final PasswordHasher cheap = PasswordHasher.argon2id(8, 1);

  @Test
  void hash_carriesAlgorithmAndParameters() {
    assertThat(PasswordHasher.argon2id().hash("correct horse").encoded())
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
  }

  @Test
  void hash_isSalted() {
    assertThat(cheap.hash("correct horse")).isNotEqualTo(cheap.hash("correct horse"));
  }

  @Test
  void verify_tellsRightFromWrong() {
    PasswordHash hash = cheap.hash("correct horse");

    assertThat(cheap.verify("correct horse", hash)).isTrue();
    assertThat(cheap.verify("Correct horse", hash)).isFalse();
    assertThat(cheap.verify("", hash)).isFalse();
  }

  @Test
  void verify_anotherUnicodeFormOfTheSamePassword() {
    assertThat(cheap.verify("cafe\u0301 noir", cheap.hash("caf\u00e9 noir"))).isTrue();
  }

  @Test
  void verify_hashOfAnotherCost() {
    assertThat(PasswordHasher.argon2id(64, 3).verify("correct horse", cheap.hash("correct horse")))
        .isTrue();
  }

  /**
   * Made by the Argon2 reference implementation: argon2id, 64 MiB, t=2, p=1, "password", salt
   * "somesalt".
   */
  @Test
  void verify_hashOfTheReferenceImplementation() {
    assertThat(
            cheap.verify(
                "password",
                new PasswordHash(
                    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
        "$argon2id$v=19$m=8,t=1,p=1$short$x",
        "$argon2id$v=19$m=99999999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
      })
  void verify_unknownForm_isFalse(String encoded) {
    assertThat(cheap.verify("correct horse", new PasswordHash(encoded))).isFalse();
  }

  @Test
  void needsRehash_afterACostChange() {
    PasswordHash old = cheap.hash("correct horse");

    assertThat(cheap.needsRehash(old)).isFalse();
    assertThat(PasswordHasher.argon2id(16, 1).needsRehash(old)).isTrue();
    assertThat(cheap.needsRehash(new PasswordHash("$2a$10$whatever"))).isTrue();
  }

  @Test
  void cost_outOfRange_isRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PasswordHasher.argon2id(7, 1))
        .withMessageStartingWith("memoryKib");
  }
}
