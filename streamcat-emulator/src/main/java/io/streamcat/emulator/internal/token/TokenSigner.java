package io.streamcat.emulator.internal.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs the emulator's own tokens. Its key comes from the seed, so that the same seed makes the
 * same tokens: it proves nothing to anybody but the emulator. Not thread safe.
 */
public final class TokenSigner {
  private final long seed;
  private @Nullable Own own;

  /** What is made when it is first needed, because it takes a while. */
  private record Own(KeyPair keys, SecureRandom random) {}

  /**
   * Creates a signer.
   *
   * @param seed what its key is made from
   */
  public TokenSigner(long seed) {
    this.seed = seed;
  }

  /**
   * Makes a token.
   *
   * @param header its header, in the order in which it is to be written
   * @param claims its claims, in the order in which they are to be written
   * @return its compact form
   */
  public String sign(Map<String, ?> header, Map<String, ?> claims) {
    return Jwt.sign(header, claims, own().keys().getPrivate(), own().random());
  }

  /**
   * Tells whether this signer has signed a token.
   *
   * @param token a token
   * @return whether it has
   */
  public boolean hasSigned(Jwt token) {
    return token.isSignedBy(own().keys().getPublic());
  }

  private Own own() {
    if (own == null) {
      SecureRandom random = seeded(seed);
      own = new Own(P384.generate(random), random);
    }
    return own;
  }

  /** Only this algorithm gives the same numbers for the same seed. */
  private static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has SHA1PRNG", e);
    }
  }
}
