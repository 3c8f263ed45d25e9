package io.streamcat.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Percentage.withPercentage;

import com.sun.management.ThreadMXBean;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.PasswordHash;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee({"SECRET-01", "SECRET-02"})
class Argon2PasswordHasherTest {

  private final PasswordHasher cheap = PasswordHasher.argon2id(8, 1);

  @Test
  void hash_anyPassword_containsAlgorithmAndParameters() {
    assertThat(PasswordHasher.argon2id().hash("correct horse").encoded())
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
  }

  @Test
  void hash_samePasswordTwice_isSalted() {
    assertThat(cheap.hash("correct horse")).isNotEqualTo(cheap.hash("correct horse"));
  }

  @Test
  void verify_rightOrWrongPassword_isTrueOrFalse() {
    PasswordHash hash = cheap.hash("correct horse");

    assertThat(cheap.verify("correct horse", hash)).isTrue();
    assertThat(cheap.verify("Correct horse", hash)).isFalse();
    assertThat(cheap.verify("", hash)).isFalse();
  }

  @Test
  void verify_otherUnicodeForm_isTrue() {
    assertThat(cheap.verify("cafe\u0301 noir", cheap.hash("caf\u00e9 noir"))).isTrue();
  }

  @Test
  void verify_hashOfAnotherCost_isTrue() {
    assertThat(PasswordHasher.argon2id(64, 3).verify("correct horse", cheap.hash("correct horse")))
        .isTrue();
  }

  /**
   * A hash of the Argon2 reference implementation: argon2id, 64 MiB, t=2, p=1, "password", salt
   * "somesalt".
   */
  @Test
  void verify_hashOfTheReferenceImplementation_isTrue() {
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
        "$1$salt$qJH7.N4xYta3aEG/dfqo/0",
        "$argon2id$v=19$m=8,t=1,p=1$short$x",
        "$argon2id$v=19$m=99999999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        // Digits that only a foreign default locale writes.
        "$argon2id$v=19$m=\u0666\u0664,t=\u0661,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        // Impossible lengths of Base64.
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQaa$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO"
      })
  void verify_unknownForm_isFalse(String encoded) {
    assertThat(cheap.verify("correct horse", new PasswordHash(encoded))).isFalse();
  }

  /**
   * Checks illegal and excessive parameters; the last two are legal but would take minutes, or more
   * memory than a quarter of the heap.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=0,t=1,p=1",
        "m=7,t=1,p=1",
        "m=8,t=0,p=1",
        "m=8,t=1,p=0",
        "m=8,t=1,p=2",
        "m=4096,t=1,p=999",
        "m=65536,t=9999,p=1",
        "m=99999999,t=1,p=1"
      })
  @Timeout(10)
  void verify_illegalOrExcessiveParameters_isFalse(String parameters) {
    PasswordHash hash =
        new PasswordHash(
            "$argon2id$v=19$"
                + parameters
                + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

    assertThat(cheap.verify("password", hash)).isFalse();
  }

  /**
   * Checks the limit on costs, because the library keeps memory for each combination of parameters.
   */
  @Test
  void verify_manyCostsOfOtherHashers_isFalseOnceTheyTakeTooMuchMemory() {
    long heap = 4 * HashingLimit.BYTES_PER_KIB * 100;
    PasswordHasher small =
        new Argon2PasswordHasher(8, 1, new HashingLimit(8, 1, heap, Clock.systemUTC()));
    PasswordHash first = PasswordHasher.argon2id(48, 1).hash("password");
    PasswordHash second = PasswordHasher.argon2id(50, 1).hash("password");
    PasswordHash third = PasswordHasher.argon2id(52, 1).hash("password");

    assertThat(small.verify("password", first)).isTrue();
    assertThat(small.verify("password", second)).isTrue();
    assertThat(small.verify("password", third)).isFalse();
    assertThat(small.verify("password", first)).isTrue();
  }

  @Test
  void argon2id_moreThanAQuarterOfTheHeap_hashesAndVerifies() {
    PasswordHasher large =
        new Argon2PasswordHasher(64, 1, new HashingLimit(64, 4, 1024, Clock.systemUTC()));

    assertThat(large.verify("password", large.hash("password"))).isTrue();
  }

  /**
   * Measures the heap of a hash: the difference of a second pass is the allocation of one pass; the
   * rest is the memory itself.
   */
  @Test
  void hash_heapUse_matchesTheLimit() {
    int memoryKib = 19_456;
    PasswordHasher once = PasswordHasher.argon2id(memoryKib, 1);
    PasswordHasher twice = PasswordHasher.argon2id(memoryKib, 2);
    once.hash("warm up");
    twice.hash("warm up");

    long memory = 2 * allocated(once) - allocated(twice);

    assertThat((double) memory / memoryKib)
        .isCloseTo(HashingLimit.BYTES_PER_KIB, withPercentage(3));
  }

  private static long allocated(PasswordHasher hasher) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    hasher.hash("correct horse");
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void needsRehash_otherCost_isTrue() {
    PasswordHash old = cheap.hash("correct horse");

    assertThat(cheap.needsRehash(old)).isFalse();
    assertThat(PasswordHasher.argon2id(16, 1).needsRehash(old)).isTrue();
    assertThat(cheap.needsRehash(new PasswordHash("$2a$10$whatever"))).isTrue();
  }

  @Test
  void argon2id_costOutOfRange_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PasswordHasher.argon2id(7, 1))
        .withMessageStartingWith("memoryKib");
  }
}
