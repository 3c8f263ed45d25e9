package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import io.streamcat.user.PasswordHash;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of hashes that other systems have made: libxcrypt (bcrypt), OpenSSL (scrypt and PBKDF2,
 * through Python's hashlib), the reference implementation of Argon2 and Bouncy Castle (the other
 * variants and versions of Argon2).
 */
@Guarantee("SECRET-02")
class ForeignHashesTest {

  private final PasswordHasher hasher = PasswordHasher.argon2id(8, 1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Parameters in any order, in one section or several, padded Base64.
        "$argon2id$v=19$t=2,m=65536,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$p=2,t=3,m=64$c29tZXNhbHQ$x5BLYwHQNnasvU3WV0hsQlCczG0BE/zmSV70tpM5L78",
        "$argon2id$m=64,t=3,p=2,v=19$c29tZXNhbHQ$x5BLYwHQNnasvU3WV0hsQlCczG0BE/zmSV70tpM5L78",
        "$argon2id$v=19$m=64,t=3,p=2$c29tZXNhbHQ=$x5BLYwHQNnasvU3WV0hsQlCczG0BE/zmSV70tpM5L78=",
        // The variants, in both versions, which is the old one if it is not given.
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
        "$argon2i$m=64,t=3,p=2$c29tZXNhbHQ$L+JovsI7SDOOCsCu206c1wdZxT4FIGOM58MlyPyqM4A",
        "$argon2d$v=19$m=64,t=3,p=2$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops",
        "$argon2d$v=16$m=64,t=3,p=2$c29tZXNhbHQ$yX7WJOD/jRIoX+zOdjCeZRbUmia/YJbijFwLNEDcr1Q",
        "$argon2i$v=16$m=64,t=3,p=2$c29tZXNhbHQ$L+JovsI7SDOOCsCu206c1wdZxT4FIGOM58MlyPyqM4A",
        "$argon2id$v=16$m=64,t=3,p=2$c29tZXNhbHQ$BsjAbJdDgu/8qOSJ2yWs4Pf6s4gI3MmixkDDH5yi6uo",
        "$argon2id$v=19$m=64,t=3,p=2$c29tZXNhbHQ$x5BLYwHQNnasvU3WV0hsQlCczG0BE/zmSV70tpM5L78",
        "$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm",
        "$2y$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm",
        "$2a$05$abcdefghijklmnopqrstuuWG29KuyeAicPCJODk1zjyGvyQUU2awu",
        "$scrypt$ln=10,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$p=2,r=8,ln=10$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$n=1024,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$pbkdf2$1000$c29tZXNhbHRzb21lc2FsdA$0V7Jgtl9/HI18jg0vt86562FCc0",
        "$pbkdf2-sha256$1000$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ",
        "$pbkdf2-sha256$i=1000,l=32$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ",
        "$pbkdf2-sha256$l=32,i=1000$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ",
        "$pbkdf2-sha512$i=1000$c29tZXNhbHRzb21lc2FsdA$a5wgoWFIPKuJOEszqMEKfpxJMYmocERsHXaC6CvdkdaTNCkO6JxcKuDoNYXi3iPDLnjgJCAVtWtsfscGAZC0PQ"
      })
  void verify_hashOfAnotherSystem_isRightAndToBeRenewed(String encoded) {
    PasswordHash hash = new PasswordHash(encoded);

    assertThat(hasher.canVerify(hash)).isTrue();
    assertThat(hasher.verify("password", hash)).isTrue();
    assertThat(hasher.verify("Password", hash)).isFalse();
    assertThat(hasher.verify("", hash)).isFalse();
    assertThat(hasher.needsRehash(hash)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2b$04$abcdefghijklmnopqrstuuyx2n0Zzopyr9QuYTMCfOJJOj526QVoC",
        "$pbkdf2-sha256$1000$c29tZXNhbHRzb21lc2FsdA$jOlQU9.9bbyVpM8CLNv12wq580k2L30cdtb4bMHYV2k"
      })
  void verify_otherLettersThanAscii_areUtf8(String encoded) {
    assertThat(hasher.verify("p\u00e4ssw\u00f6rd", new PasswordHash(encoded))).isTrue();
    assertThat(hasher.verify("pa\u0308sswo\u0308rd", new PasswordHash(encoded))).isTrue();
  }

  /** Checks a password that another system hashed without converting it to the form NFKC. */
  @Test
  void verify_passwordHashedAsTyped_isTrue() {
    // PBKDF2-SHA-256 of "\uFB01sh" (with the ligature fi), made by hashlib.
    PasswordHash hash =
        new PasswordHash(
            "$pbkdf2-sha256$1000$c29tZXNhbHRzb21lc2FsdA$HQ21GEn5TadaFSDzI9z3sp7s4c7bYlWQtZ3FTG7yHu8");

    assertThat(hasher.verify("\uFB01sh", hash)).isTrue();
    assertThat(hasher.verify("fish", hash)).isFalse();
  }

  @Test
  void verify_bcryptOfALongPassword_comparesSeventyTwoBytes() {
    PasswordHash hash =
        new PasswordHash("$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i");

    assertThat(hasher.verify("x".repeat(80), hash)).isTrue();
    assertThat(hasher.verify("x".repeat(71), hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "{bcrypt}$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm",
        "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
        "$6$rounds=5000$salt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.",
        "$2b$03$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm",
        "$2b$32$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm",
        "$2b$04$short",
        "$argon2x$v=19$m=64,t=3,p=2$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops",
        "$argon2id$v=18$m=64,t=3,p=2$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops",
        "$argon2id$v=19$m=64,t=3,p=2,m=64$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops",
        "$argon2id$v=19$m=64,t=3,p=2,data=1$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops",
        "$argon2id$v=19$m=64,t=3$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops",
        "$scrypt$ln=0,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$ln=10,r=0,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$n=1000,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$n=1,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$n=1024,ln=10,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$pbkdf2-sha256$0$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ",
        "$pbkdf2-md5$1000$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ",
        "$pbkdf2-sha256$i=1000,l=20$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ"
      })
  void canVerify_unknownFormOrIllegalParameters_isFalse(String encoded) {
    PasswordHash hash = new PasswordHash(encoded);

    assertThat(hasher.canVerify(hash)).isFalse();
    assertThat(hasher.verify("password", hash)).isFalse();
  }

  /** Checks hashes that would take minutes, or more memory than a quarter of the heap. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2b$20$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm",
        "$scrypt$ln=24,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$ln=11,r=8,p=1024$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$scrypt$ln=16,r=1024,p=1$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc",
        "$pbkdf2-sha256$90000000$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ",
        "$argon2d$v=19$m=65536,t=9999,p=1$c29tZXNhbHQ$zFYNMVOd1v4yoQoCPDSTiPaP4OUnVJYPuA0Jnl/mops"
      })
  @Timeout(10)
  void canVerify_excessiveParameters_isFalse(String encoded) {
    PasswordHash hash = new PasswordHash(encoded);

    assertThat(hasher.canVerify(hash)).isFalse();
    assertThat(hasher.verify("password", hash)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1023, false", "1024, true"})
  void canVerify_anyMemory_isAtMostAQuarterOfTheHeap(int quarterKib, boolean expected) {
    long heap = 4 * HashingLimit.BYTES_PER_KIB * quarterKib;
    PasswordHasher small =
        new Argon2PasswordHasher(8, 1, new HashingLimit(8, 1, heap, Clock.systemUTC()));

    assertThat(
            small.canVerify(
                new PasswordHash(
                    "$scrypt$ln=10,r=8,p=2$c29tZXNhbHRzb21lc2FsdA$kZIEt0J+M+UBJBX5Qk1I8NaZx2+stFwrKHTNUwED0zc")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"4194304, true", "4194305, false"})
  void canVerify_anyWork_isLimited(int iterations, boolean expected) {
    PasswordHash hash =
        new PasswordHash(
            "$pbkdf2-sha256$"
                + iterations
                + "$c29tZXNhbHRzb21lc2FsdA$s5LQUeAEZUMuFVrnmF3OMNPXs3QWnF8SO/5BXmCj6QQ");

    assertThat(hasher.canVerify(hash)).isEqualTo(expected);
  }
}
