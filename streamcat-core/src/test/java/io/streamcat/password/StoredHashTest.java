package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import io.streamcat.user.PasswordHash;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the parameters and costs of stored hashes. */
@Guarantee("SECRET-02")
class StoredHashTest {

  private static final String SALT_AND_HASH =
      "$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc";

  private static Optional<StoredHash> hash(String parameters) {
    return StoredHash.of(new PasswordHash(parameters + SALT_AND_HASH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$v=19$m=8,t=1,p=1",
        "$argon2id$v=19$m=7992,t=1,p=999",
        "$scrypt$ln=1,r=1,p=1",
        "$scrypt$n=2,r=1,p=1",
        "$scrypt$ln=24,r=1024,p=1024",
        "$scrypt$n=16777216,r=1,p=1",
        "$pbkdf2-sha256$i=1",
        "$pbkdf2-sha256$i=100000000"
      })
  void of_parametersAtALimit_isRead(String parameters) {
    assertThat(hash(parameters)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$v=19$m=7991,t=1,p=999",
        "$argon2id$v=19$m=8000,t=1,p=1000",
        "$scrypt$ln=25,r=1,p=1",
        "$scrypt$n=33554432,r=1,p=1",
        "$scrypt$ln=1,r=1025,p=1",
        "$scrypt$ln=1,r=1,p=1025",
        "$pbkdf2-sha256$i=0",
        "$pbkdf2-sha256$i=100000001"
      })
  void of_parametersBeyondALimit_isEmpty(String parameters) {
    assertThat(hash(parameters)).isEmpty();
  }

  /** Checks the measures that decide whether a hash is affordable; the hashes have 32 bytes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$argon2id$v=19$m=64,t=3,p=2 | 64   | 192",
        "$scrypt$ln=10,r=8,p=2       | 1024 | 8192",
        "$scrypt$ln=1,r=1,p=1        | 1    | 4",
        "$pbkdf2-sha1$i=1000         | 1    | 2000",
        "$pbkdf2-sha256$i=1000       | 1    | 1000",
        "$pbkdf2-sha512$i=1000       | 1    | 1000"
      })
  void of_anyForm_hasMemoryAndWork(String parameters, long memoryKib, long work) {
    StoredHash hash = hash(parameters).orElseThrow();

    assertThat(hash.memoryKib()).isEqualTo(memoryKib);
    assertThat(hash.work()).isEqualTo(work);
  }

  @ParameterizedTest
  @CsvSource({"04, 4, 640", "31, 31, 85899345920"})
  void of_bcrypt_hasMemoryAndWorkAndIsNotPrinted(String cost, int rounds, long work) {
    StoredHash hash =
        StoredHash.of(
                new PasswordHash(
                    "$2b$" + cost + "$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm"))
            .orElseThrow();

    assertThat(hash.memoryKib()).isEqualTo(1);
    assertThat(hash.work()).isEqualTo(work);
    assertThat(hash).hasToString("BcryptHash[rounds=" + rounds + "]");
  }
}
