package io.streamcat.provisioning.internal.resource;

import io.streamcat.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

public final class StandardResourceNaming {

  private static final int READABLE = 64;
  private static final int HASH_BYTES = 5;
  private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9_-]");

  private StandardResourceNaming() {}

  public static String nameFor(String namespace, UserId id, @Nullable String username) {
    String readable = ILLEGAL.matcher(username == null ? id.value() : username).replaceAll("-");
    return namespace
        + "-"
        + readable.substring(0, Math.min(readable.length(), READABLE))
        + "-"
        + hash(id.value());
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
