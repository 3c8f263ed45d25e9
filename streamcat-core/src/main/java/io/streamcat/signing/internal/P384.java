package io.streamcat.signing.internal;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.List;

/** The elliptic curve P-384. */
public final class P384 {

  private static final ECGenParameterSpec NAME = new ECGenParameterSpec("secp384r1");

  /** The object identifier 1.2.840.10045.2.1, id-ecPublicKey. */
  private static final String EC_KEY = "2a8648ce3d0201";

  /** The object identifier 1.3.132.0.34, secp384r1. */
  private static final String SECP384R1 = "2b81040022";

  private P384() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(NAME);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static boolean isCurveOf(ECParameterSpec key) {
    ECParameterSpec curve = curve();
    return key.getCurve().equals(curve.getCurve())
        && key.getGenerator().equals(curve.getGenerator())
        && key.getOrder().equals(curve.getOrder());
  }

  /** Returns whether an algorithm of PKCS#8 is that of elliptic curve keys. */
  static boolean isKeyOfAnyCurve(List<Der> algorithm) {
    return algorithm.size() == 2
        && algorithm.get(0).tag() == Der.OBJECT_IDENTIFIER
        && algorithm.get(0).hex().equals(EC_KEY);
  }

  /** Returns whether an element is the name of this curve. */
  static boolean isNamedBy(Der curve) {
    return curve.tag() == Der.OBJECT_IDENTIFIER && curve.hex().equals(SECP384R1);
  }

  /**
   * Returns the private key with a private number.
   *
   * @throws IllegalArgumentException if the number is out of range
   */
  public static ECPrivateKey privateKey(BigInteger number) {
    ECParameterSpec curve = curve();
    if (number.signum() <= 0 || number.compareTo(curve.getOrder()) >= 0) {
      throw new IllegalArgumentException("out of range");
    }
    try {
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, curve));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Returns the public half of a private key: the generator times the private number. */
  public static ECPublicKey publicKey(ECPrivateKey key) {
    ECParameterSpec curve = curve();
    ECPoint low = ECPoint.POINT_INFINITY;
    ECPoint high = curve.getGenerator();
    // Montgomery's ladder: an addition and a doubling for each bit, whatever its value.
    for (int bit = curve.getOrder().bitLength() - 1; bit >= 0; bit--) {
      ECPoint sum = sum(curve, low, high);
      if (key.getS().testBit(bit)) {
        low = sum;
        high = sum(curve, high, high);
      } else {
        high = sum;
        low = sum(curve, low, low);
      }
    }
    try {
      return (ECPublicKey)
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(low, curve));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static ECPoint sum(ECParameterSpec curve, ECPoint a, ECPoint b) {
    if (a.equals(ECPoint.POINT_INFINITY)) {
      return b;
    }
    if (b.equals(ECPoint.POINT_INFINITY)) {
      return a;
    }
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger rise;
    BigInteger run;
    if (!a.equals(b)) {
      rise = b.getAffineY().subtract(a.getAffineY());
      run = b.getAffineX().subtract(a.getAffineX()).mod(p);
    } else {
      rise = a.getAffineX().pow(2).multiply(BigInteger.valueOf(3)).add(curve.getCurve().getA());
      run = a.getAffineY().shiftLeft(1).mod(p);
    }
    if (run.signum() == 0) {
      return ECPoint.POINT_INFINITY;
    }
    BigInteger slope = rise.multiply(run.modInverse(p)).mod(p);
    BigInteger x = slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(p);
    BigInteger y = slope.multiply(a.getAffineX().subtract(x)).subtract(a.getAffineY()).mod(p);
    return new ECPoint(x, y);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(NAME);
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("this Java runtime lacks the curve P-384", cause);
  }
}
