package io.streamcat.signing.internal;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** The elliptic curve P-384. */
final class P384 {

  private static final ECGenParameterSpec NAME = new ECGenParameterSpec("secp384r1");

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
    ECParameterSpec curve;
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(NAME);
      curve = parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
    return key.getCurve().equals(curve.getCurve())
        && key.getGenerator().equals(curve.getGenerator())
        && key.getOrder().equals(curve.getOrder());
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("this Java runtime lacks the curve P-384", cause);
  }
}
