package io.streamcat.emulator.internal.token;

import io.streamcat.emulator.internal.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signer of the emulator's own tokens. The key is derived from the seed, and the nonce of a
 * signature from the seed and the token. The same seed therefore leads to the same tokens,
 * regardless of earlier signatures. Such signatures are not secure outside the emulator. Not thread
 * safe.
 */
public final class TokenSigner {
  private final long seed;

  /** The key pair, created at first use because that is slow. */
  private @Nullable KeyPair keys;

  /**
   * Creates a signer.
   *
   * @param seed the seed of the key
   */
  public TokenSigner(long seed) {
    this.seed = seed;
  }

  /**
   * Creates a signed token.
   *
   * @param header the header, whose order is kept
   * @param claims the claims, whose order is kept
   * @return the compact form
   */
  public String sign(Map<String, ?> header, Map<String, ?> claims) {
    SecureRandom random = seeded(seed);
    // The token is part of the seed: two signatures with the same nonce would reveal the key.
    random.setSeed(Json.write(claims));
    return Jwt.sign(header, claims, keys().getPrivate(), random);
  }

  /**
   * Returns whether this signer has signed a token.
   *
   * @param token a token
   * @return whether the signature is valid
   */
  public boolean hasSigned(Jwt token) {
    return token.isSignedBy(keys().getPublic());
  }

  private KeyPair keys() {
    if (keys == null) {
      keys = P384.generate(seeded(seed));
    }
    return keys;
  }

  /**
   * Returns a random source with a seed. Only this algorithm gives the same numbers for the same
   * seed.
   */
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
