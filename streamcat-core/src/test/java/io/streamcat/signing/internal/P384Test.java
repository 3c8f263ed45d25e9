package io.streamcat.signing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;

/** The arithmetic of the curve P-384, by its well-known numbers. */
class P384Test {

  private static final ECPublicKey GENERATED = (ECPublicKey) P384.generate().getPublic();
  private static final BigInteger ORDER = GENERATED.getParams().getOrder();

  @Test
  void privateKey_outsideTheRange_isRejected() {
    for (BigInteger number : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE.negate(), ORDER}) {
      assertThatIllegalArgumentException().isThrownBy(() -> P384.privateKey(number));
    }
  }

  @Test
  void publicKey_smallestAndGreatestNumber_areTheGeneratorAndItsNegative() {
    ECPrivateKey smallest = P384.privateKey(BigInteger.ONE);
    ECPrivateKey greatest = P384.privateKey(ORDER.subtract(BigInteger.ONE));

    assertThat(P384.publicKey(smallest).getW()).isEqualTo(GENERATED.getParams().getGenerator());
    assertThat(P384.publicKey(greatest).getW().getAffineX())
        .isEqualTo(GENERATED.getParams().getGenerator().getAffineX());
    assertThat(P384.publicKey(greatest).getW().getAffineY())
        .isNotEqualTo(GENERATED.getParams().getGenerator().getAffineY());
  }
}
