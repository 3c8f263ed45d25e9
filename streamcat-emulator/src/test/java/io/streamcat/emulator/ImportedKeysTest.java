package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImportedKeysTest extends EmulatorTest {
  /** The two kinds of keys, which have equal operations. */
  enum Kind {
    PLAYBACK("PlaybackKeyPair", "playback-key", "keyPair"),
    PARTICIPANT("PublicKey", "public-key", "publicKey");

    private final String noun;
    private final String type;
    private final String member;

    Kind(String noun, String type, String member) {
      this.noun = noun;
      this.type = type;
      this.member = member;
    }
  }

  private final TestKeys keys = TestKeys.p384();

  @ParameterizedTest
  @EnumSource
  void import_validKey_returnsArnNameTagsAndFingerprint(Kind kind) {
    Answer answer =
        aws.call(
            "Import" + kind.noun,
            Map.of("publicKeyMaterial", keys.pem(), "name", "n", "tags", Map.of("k", "v")));

    assertThat(answer.text(kind.member + ".arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:" + kind.type + "/[a-zA-Z0-9]{12}");
    assertThat(answer.at(kind.member + ".name")).isEqualTo("n");
    assertThat(answer.at(kind.member + ".tags")).isEqualTo(Map.of("k", "v"));
    assertThat(answer.text(kind.member + ".fingerprint")).matches("([0-9a-f]{2}:){15}[0-9a-f]{2}");
  }

  @ParameterizedTest
  @EnumSource
  void get_returnsImportedKey(Kind kind) {
    Answer imported = importKey(kind, keys);

    assertThat(call("Get", kind, imported.text(kind.member + ".arn")).body())
        .isEqualTo(imported.body());
  }

  @Test
  void getPublicKey_importedKey_returnsMaterial() {
    String arn = importPublicKey(keys);

    assertThat(aws.call("GetPublicKey", Map.of("arn", arn)).at("publicKey.publicKeyMaterial"))
        .isEqualTo(keys.pem());
  }

  @ParameterizedTest
  @EnumSource
  void list_returnsOldestFirst(Kind kind) {
    String first = importKey(kind, keys).text(kind.member + ".arn");
    String second = importKey(kind, TestKeys.p384()).text(kind.member + ".arn");

    assertThat(aws.call("List" + kind.noun + "s").all(kind.member + "s", "arn"))
        .containsExactly(first, second);
  }

  @ParameterizedTest
  @EnumSource
  void delete_importedKey_removesIt(Kind kind) {
    String arn = importKey(kind, keys).text(kind.member + ".arn");

    assertThat(call("Delete", kind, arn).status()).isEqualTo(200);

    assertThat(call("Get", kind, arn).error()).isEqualTo("ResourceNotFoundException");
    assertThat(call("Delete", kind, arn).error()).isEqualTo("ResourceNotFoundException");
    assertThat(emulator.resources()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void import_fourthKey_exceedsQuota(Kind kind) {
    List<Integer> statuses =
        Stream.generate(() -> importKey(kind, TestKeys.p384()).status()).limit(4).toList();

    assertThat(statuses).containsExactly(200, 200, 200, 402);
  }

  @ParameterizedTest
  @EnumSource
  void import_knownKey_conflicts(Kind kind) {
    importKey(kind, keys);

    assertThat(importKey(kind, keys).error()).isEqualTo("ConflictException");
  }

  @ParameterizedTest
  @MethodSource
  void import_invalidKey_isInvalidWithReason(String material, String reason) {
    for (Kind kind : Kind.values()) {
      Answer answer = aws.call("Import" + kind.noun, Map.of("publicKeyMaterial", material));

      assertThat(answer.error()).isEqualTo("ValidationException");
      assertThat(answer.text("exceptionMessage")).contains("publicKeyMaterial must ");
    }
    assertThat(
            aws.call("ImportPlaybackKeyPair", Map.of("publicKeyMaterial", material))
                .text("exceptionMessage"))
        .contains(reason);
    assertThat(emulator.resources()).isEmpty();
  }

  static Stream<Arguments> import_invalidKey_isInvalidWithReason() {
    byte[] offCurve = TestKeys.p384().der();
    offCurve[offCurve.length - 1] ^= 1;
    return Stream.of(
        Arguments.of("", "must be a public key in PEM"),
        Arguments.of("a key", "must be a public key in PEM"),
        Arguments.of(
            TestKeys.p384().pem().replace("PUBLIC", "PRIVATE"), "must be a public key in PEM"),
        Arguments.of(TestKeys.pem(new byte[120]), "of the curve P-384"),
        Arguments.of(TestKeys.p384().pem() + "=", "must be a public key in PEM"),
        Arguments.of("-----BEGIN PUBLIC KEY-----", "must be a public key in PEM"),
        Arguments.of("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "of the curve P-384"),
        Arguments.of(TestKeys.p384().pem().replace("M", "!"), "of the curve P-384"),
        Arguments.of(TestKeys.pem(offCurve), "of the curve P-384"),
        Arguments.of(TestKeys.p256().pem(), "of the curve P-384"),
        Arguments.of(TestKeys.rsa().pem(), "of the curve P-384"));
  }

  private Answer importKey(Kind kind, TestKeys imported) {
    return aws.call("Import" + kind.noun, Map.of("publicKeyMaterial", imported.pem()));
  }

  private Answer call(String verb, Kind kind, String arn) {
    return aws.call(verb + kind.noun, Map.of("arn", arn));
  }
}
