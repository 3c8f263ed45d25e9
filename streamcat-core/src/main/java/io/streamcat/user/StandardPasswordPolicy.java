package io.streamcat.user;

import io.streamcat.error.Check;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class StandardPasswordPolicy implements PasswordPolicy {

  private static final int MIN = 8;
  private static final int MAX = 128;
  private static final String FIELD = "password";

  private final Set<String> common;

  private StandardPasswordPolicy(Set<String> common) {
    this.common = common;
  }

  static StandardPasswordPolicy create() {
    try (InputStream in =
            Objects.requireNonNull(
                StandardPasswordPolicy.class.getResourceAsStream("common-passwords.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new StandardPasswordPolicy(lines.lines().collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void check(String password, @Nullable String username) {
    Check.length(FIELD, password, MIN, MAX);
    String lower = password.toLowerCase(Locale.ROOT);
    Check.that(!common.contains(lower), FIELD, "hard to guess", "is among the commonly used");
    Check.that(
        username == null || !lower.equals(username.toLowerCase(Locale.ROOT)),
        FIELD,
        "different from the username",
        "is the username");
  }
}
