package io.streamcat.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the forms in which OpenSSL, the IVS console and environment variables hold keys. */
class PemTest {

  private static final SigningKey KEY =
      SigningKey.ofPem(resource("pkcs8.pem"), resource("public.pem"));

  private static String resource(String name) {
    try (InputStream in = PemTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec1.pem",
        "sec1-private-half.pem",
        "sec1-with-parameters.pem",
        "pkcs8.pem",
        "pkcs8-private-half.pem",
        "with-text.pem"
      })
  void ofPem_privateHalf_isTheSameKeyPair(String file) {
    SigningKey read = SigningKey.ofPem(resource(file));

    assertThat(read.publicKeyPem()).isEqualTo(resource("public.pem"));
    assertThat(read.fingerprint()).isEqualTo(KEY.fingerprint());
    assertThat(read.privateKeyPem()).isEqualTo(KEY.privateKeyPem());
    assertThat(SigningKey.ofPem(resource(file), resource("public.pem")).fingerprint())
        .isEqualTo(KEY.fingerprint());
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        spelling("CRLF", pem -> pem.replace("\n", "\r\n")),
        spelling("CR", pem -> pem.replace("\n", "\r")),
        spelling("byte order mark", pem -> "\uFEFF" + pem),
        spelling("text before", pem -> "Bag Attributes\n    friendlyName: ivs\n" + pem),
        spelling("text after", pem -> pem + "\nend of file"),
        spelling("\\n as two characters", pem -> pem.replace("\n", "\\n")),
        spelling("\\r\\n as four characters", pem -> pem.replace("\n", "\\r\\n")),
        spelling("in quotes", pem -> '"' + pem.replace("\n", "\\n") + '"'),
        spelling("spaces instead of lines", pem -> pem.replace("\n", " ")),
        spelling("indented", pem -> pem.replace("\n", "\n    ")),
        spelling("without a last line break", String::strip));
  }

  private static Arguments spelling(String name, UnaryOperator<String> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spellings")
  void ofPem_spelling_isRead(String name, UnaryOperator<String> change) {
    String publicPem = change.apply(resource("public.pem"));

    for (String file : new String[] {"sec1.pem", "pkcs8.pem", "sec1-with-parameters.pem"}) {
      String privatePem = change.apply(resource(file));
      assertThat(SigningKey.ofPem(privatePem).fingerprint()).isEqualTo(KEY.fingerprint());
      assertThat(SigningKey.ofPem(privatePem, publicPem).fingerprint())
          .isEqualTo(KEY.fingerprint());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted-pkcs8.pem, is encrypted, openssl pkey -in encrypted.pem",
    "encrypted-sec1.pem, is encrypted, openssl pkey -in encrypted.pem",
    "p256-pkcs8.pem, is on another curve, openssl ecparam -name secp384r1 -genkey",
    "p256-sec1.pem, is on another curve, openssl ecparam -name secp384r1 -genkey",
    "rsa-pkcs8.pem, is not an elliptic curve key, openssl ecparam -name secp384r1 -genkey",
    "rsa-pkcs1.pem, is not an elliptic curve key, openssl ecparam -name secp384r1 -genkey",
    "ed25519-pkcs8.pem, is not an elliptic curve key, openssl ecparam -name secp384r1 -genkey",
    "openssh.pem, is not an elliptic curve key, openssl ecparam -name secp384r1 -genkey",
    "explicit-sec1.pem, describes its curve, openssl ec -in key.pem -param_enc named_curve",
    "explicit-pkcs8.pem, describes its curve, openssl ec -in key.pem -param_enc named_curve",
    "public.pem, contains no private key, openssl ecparam -name secp384r1 -genkey"
  })
  void ofPem_otherPrivateKey_namesTheCommandThatHelps(String file, String problem, String command) {
    String pem = resource(file);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> SigningKey.ofPem(pem))
        .withNoCause()
        .withMessageStartingWith("privateKeyPem: " + problem)
        .withMessageContaining(command)
        .satisfies(
            e ->
                assertThat(pem.lines().filter(line -> !line.isBlank()))
                    .noneMatch(line -> e.getMessage().contains(line)));
  }

  @ParameterizedTest
  @CsvSource({
    "sec1.pem, contains no public key, openssl ec -in private.pem -pubout",
    "p256-public.pem, is on another curve, openssl ecparam -name secp384r1 -genkey",
    "rsa-public.pem, is not such a key, openssl ec -in private.pem -pubout"
  })
  void ofPem_otherPublicKey_namesTheCommandThatHelps(String file, String problem, String command) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> SigningKey.ofPem(resource("sec1.pem"), resource(file)))
        .withNoCause()
        .withMessageStartingWith("publicKeyPem: " + problem)
        .withMessageContaining(command);
  }

  @Test
  void ofPem_truncatedOrChangedKey_isRejectedByAMessage() {
    byte[] der = der(resource("pkcs8.pem"));
    for (int length = 0; length < der.length; length++) {
      assertRejected(Arrays.copyOf(der, length));
    }
    byte[] zero = der.clone();
    // The private number, which starts behind the headers of PKCS#8 and SEC 1.
    Arrays.fill(zero, 35, 35 + 48, (byte) 0);
    assertRejected(zero);
    byte[] tooGreat = der.clone();
    Arrays.fill(tooGreat, 35, 35 + 48, (byte) 0xFF);
    assertRejected(tooGreat);
  }

  private static void assertRejected(byte[] der) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(der));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> SigningKey.ofPem(pem))
        .withMessageStartingWith("privateKeyPem: ");
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  @Test
  void publicKey_anyPrivateNumber_isTheGeneratorTimesIt() {
    // The points of 1, 2 and n - 1, which exercise the doubling and the inverse point.
    ECPublicKey one = P384.publicKey(P384.privateKey(BigInteger.ONE));
    BigInteger order = one.getParams().getOrder();
    ECPublicKey last = P384.publicKey(P384.privateKey(order.subtract(BigInteger.ONE)));

    assertThat(one.getW()).isEqualTo(one.getParams().getGenerator());
    assertThat(last.getW().getAffineX()).isEqualTo(one.getW().getAffineX());
    assertThat(last.getW().getAffineY()).isNotEqualTo(one.getW().getAffineY());
    for (int i = 0; i < 20; i++) {
      SigningKey generated = SigningKey.generate();
      assertThat(SigningKey.ofPem(generated.privateKeyPem()).publicKeyPem())
          .isEqualTo(generated.publicKeyPem());
    }
  }
}
