package io.streamcat.provisioning.internal.resource;

import io.streamcat.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

public final class StandardResourceNaming {

  private static final int READABLE = 64;
  private static final int DIGITS = 10;

  private StandardResourceNaming() {}

  public static String nameFor(String namespace, UserId id, @Nullable String username) {
    String readable = (username == null ? id.value() : username).replaceAll("[^a-zA-Z0-9_-]", "-");
    return namespace
        + "-"
        + readable.substring(0, Math.min(readable.length(), READABLE))
        + "-"
        + hash(id.value()).substring(0, DIGITS);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
