package io.streamcat.emulator.internal.token;

import io.streamcat.emulator.internal.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs the emulator's own tokens. Its key comes from the seed, and what else a signature takes
 * from the seed and the token, so that the same seed makes the same tokens whatever was signed
 * before: it proves nothing to anybody but the emulator. Not thread safe.
 */
public final class TokenSigner {
  private final long seed;

  /** Is made when it is first needed, because it takes a while. */
  private @Nullable KeyPair keys;

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
    SecureRandom random = seeded(seed);
    // Mixes the token in: two tokens with the same number in their signatures would tell the key.
    random.setSeed(Json.write(claims));
    return Jwt.sign(header, claims, keys().getPrivate(), random);
  }

  /**
   * Tells whether this signer has signed a token.
   *
   * @param token a token
   * @return whether it has
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
