package io.streamcat.testing;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/** Verifies tokens with another implementation than the one that signs them. */
public final class Jwts {

  private Jwts() {}

  /** What a token says, once its signature and its expiration are verified. */
  public static JwtContext verified(String token, String publicKeyPem, Clock clock) {
    try {
      return new JwtConsumerBuilder()
          .setVerificationKey(publicKey(publicKeyPem))
          .setJwsAlgorithmConstraints(
              AlgorithmConstraints.ConstraintType.PERMIT,
              AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384)
          .setRequireExpirationTime()
          .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
          .setSkipDefaultAudienceValidation()
          .build()
          .process(token);
    } catch (InvalidJwtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static PublicKey publicKey(String pem) {
    try {
      byte[] der =
          Base64.getMimeDecoder()
              .decode(pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").strip());
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
