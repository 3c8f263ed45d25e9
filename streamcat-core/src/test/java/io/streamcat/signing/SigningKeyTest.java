package io.streamcat.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Jwts;
import io.streamcat.testing.VirtualTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

  private static final SigningKey KEY = SigningKey.generate();

  private final VirtualTime time = new VirtualTime();

  @Test
  void generate_twice_returnsDifferentKeys() {
    assertThat(SigningKey.generate().fingerprint())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(KEY.fingerprint());
  }

  @Test
  void ofPem_generatedKey_isTheSameKey() throws Exception {
    SigningKey read = SigningKey.ofPem(KEY.privateKeyPem(), KEY.publicKeyPem());

    assertThat(read.fingerprint()).isEqualTo(KEY.fingerprint());
    assertThat(read.privateKeyPem()).isEqualTo(KEY.privateKeyPem());
    assertThat(claim(read.sign(null, claims("one")))).isEqualTo("one");
  }

  @Test
  void ofPem_anyLineSeparators_areRead() {
    SigningKey read =
        SigningKey.ofPem(
            "\r\n" + KEY.privateKeyPem().replace("\n", "\r\n"),
            KEY.publicKeyPem().replace("\n", "\r\n") + "\r\n");

    assertThat(read.fingerprint()).isEqualTo(KEY.fingerprint());
  }

  @Test
  void publicKeyPem_generatedKey_isAcceptedByAws() {
    assertThat(KEY.publicKeyPem())
        .matches("-----BEGIN PUBLIC KEY-----\\n([a-zA-Z0-9+/=\\n]+)\\n-----END PUBLIC KEY-----\\n");
    assertThat(KEY.privateKeyPem().lines()).first().isEqualTo("-----BEGIN PRIVATE KEY-----");
  }

  @Test
  void ofPem_publicKeyOfAnotherPair_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> SigningKey.ofPem(KEY.privateKeyPem(), SigningKey.generate().publicKeyPem()))
        .satisfies(e -> assertThat(e.field()).isEqualTo("publicKeyPem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp521r1"})
  void ofPem_anotherCurve_isRejected(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair pair = generator.generateKeyPair();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                SigningKey.ofPem(
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()), KEY.publicKeyPem()))
        .withMessageStartingWith("privateKeyPem: is on another curve");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                SigningKey.ofPem(
                    KEY.privateKeyPem(), pem("PUBLIC KEY", pair.getPublic().getEncoded())))
        .withMessageStartingWith("publicKeyPem: is on another curve");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TOPSECRET",
        "-----BEGIN EC PRIVATE KEY-----\nTOPSECRET\n-----END EC PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMIL//w==\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nTOPSECRET\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nTOPSECRET===\n-----END PRIVATE KEY-----",
      })
  void ofPem_otherText_isRejectedAndNotQuoted(String pem) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> SigningKey.ofPem(pem, KEY.publicKeyPem()))
        .satisfies(
            e -> {
              assertThat(e.field()).isEqualTo("privateKeyPem");
              assertThat(e.getMessage()).contains("openssl ").doesNotContain("TOPSECRET");
              assertThat(e.getCause()).isNull();
            });
  }

  @Test
  void sign_concurrentCalls_areValidAndDifferent() {
    List<String> tokens =
        IntStream.range(0, 200).parallel().mapToObj(i -> KEY.sign(null, claims("" + i))).toList();

    assertThat(tokens).doesNotHaveDuplicates();
    assertThat(tokens)
        .extracting(this::claim)
        .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(String::valueOf).toList());
  }

  @Test
  void sign_header_namesAlgorithmTypeAndKey() throws Exception {
    var headers =
        Jwts.verified(KEY.sign("the key", claims("x")), KEY.publicKeyPem(), time)
            .getJoseObjects()
            .get(0)
            .getHeaders();

    assertThat(headers.getFullHeaderAsJsonString())
        .contains("\"alg\":\"ES384\"", "\"typ\":\"JWT\"", "\"kid\":\"the key\"");
  }

  @Test
  void with_provider_signsWithTheSameKey() {
    Provider ec = Security.getProvider("SunEC");

    assertThat(claim(KEY.with(ec).sign(null, claims("one")))).isEqualTo("one");
  }

  @Test
  void with_unsuitableProvider_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> KEY.with(Security.getProvider("SunJSSE")))
        .withMessageContaining("'SunJSSE' does not");
  }

  @Test
  void toString_key_showsTheFingerprintOnly() {
    assertThat(KEY).hasToString("SigningKey[fingerprint=" + KEY.fingerprint() + "]");
  }

  private Map<String, Object> claims(String value) {
    return Map.of("value", value, "exp", time.instant().getEpochSecond() + 60);
  }

  private Object claim(String token) {
    return Jwts.verified(token, KEY.publicKeyPem(), time).getJwtClaims().getClaimValue("value");
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getEncoder().encodeToString(der));
  }
}
