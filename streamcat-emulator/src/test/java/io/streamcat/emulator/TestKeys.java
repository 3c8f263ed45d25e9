package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.emulator.internal.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key pair of an application that signs tokens without any code of the emulator. */
final class TestKeys {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  private TestKeys(String algorithm, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (!curve.isEmpty()) {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates a key pair on the curve that IVS accepts. */
  static TestKeys p384() {
    return new TestKeys("EC", "secp384r1");
  }

  /** Creates a key pair on another curve. */
  static TestKeys p256() {
    return new TestKeys("EC", "secp256r1");
  }

  /** Creates an RSA key pair. */
  static TestKeys rsa() {
    return new TestKeys("RSA", "");
  }

  /** Returns the public key in PEM. */
  String pem() {
    return pem(keys.getPublic().getEncoded());
  }

  static String pem(byte[] der) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }

  byte[] der() {
    return keys.getPublic().getEncoded();
  }

  /** Signs claims with the header of a playback token. */
  String sign(Map<String, ?> claims) {
    return sign(Map.of("alg", "ES384", "typ", "JWT"), claims);
  }

  /** Signs claims with the header of a participant token. */
  String sign(String publicKeyArn, Map<String, ?> claims) {
    return sign(Map.of("alg", "ES384", "typ", "JWT", "kid", publicKeyArn), claims);
  }

  String sign(Map<String, ?> header, Map<String, ?> claims) {
    String signed = encode(header) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns claims with one claim set or, for null, removed. */
  static Map<String, Object> with(Map<String, ?> claims, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }

  private static String encode(Map<String, ?> part) {
    return URL.encodeToString(Json.write(part));
  }
}
