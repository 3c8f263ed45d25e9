package io.streamcat.emulator.internal.token;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Keys on the curve P-384, the only one that IVS accepts. */
public final class P384 {
  private static final String CURVE = "secp384r1";
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";
  private static final int MIN_LENGTH = BEGIN.length() + END.length();

  private P384() {}

  /**
   * Parses a public key.
   *
   * @param pem the key in PEM, between lines with {@code PUBLIC KEY}
   * @return the key, a point of the curve
   * @throws InvalidKeyException if the text is not such a key; the message completes a sentence
   *     that begins with the name of a field
   */
  public static ECPublicKey publicKey(String pem) throws InvalidKeyException {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() < MIN_LENGTH) {
      throw new InvalidKeyException("must be a public key in PEM");
    }
    ECPublicKey key;
    try {
      String base64 = text.substring(BEGIN.length(), text.length() - END.length());
      byte[] der = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new InvalidKeyException("must be a public key of the curve P-384");
    }
    if (!isOnCurve(key)) {
      throw new InvalidKeyException("must be a public key of the curve P-384");
    }
    return key;
  }

  /**
   * Returns the fingerprint of a public key, as AWS does.
   *
   * @param key a key
   * @return the MD5 of its X.509 form, in hexadecimal digits with a colon between bytes
   */
  public static String fingerprint(ECPublicKey key) {
    try {
      return HexFormat.ofDelimiter(":")
          .formatHex(MessageDigest.getInstance("MD5").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has MD5", e);
    }
  }

  /**
   * Creates a key pair.
   *
   * @param random the source of random numbers
   * @return a key pair
   */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw noCurve(e);
    }
  }

  private static boolean isOnCurve(ECPublicKey key) {
    ECParameterSpec curve = curve();
    ECParameterSpec actual = key.getParams();
    if (!curve.getCurve().equals(actual.getCurve())
        || !curve.getGenerator().equals(actual.getGenerator())) {
      return false;
    }
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    ECPoint point = key.getW();
    BigInteger x = point.getAffineX();
    BigInteger right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB());
    return point.getAffineY().pow(2).subtract(right).mod(p).signum() == 0;
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw noCurve(e);
    }
  }

  private static IllegalStateException noCurve(GeneralSecurityException e) {
    return new IllegalStateException("This Java runtime lacks the curve P-384", e);
  }
}
