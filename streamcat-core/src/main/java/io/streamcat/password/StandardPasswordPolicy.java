package io.streamcat.password;

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

final class StandardPasswordPolicy {

  private static final int MIN = 8;
  private static final int MAX = 128;
  private static final String FIELD = "password";

  private StandardPasswordPolicy() {}

  /** Read when the first password is checked: many applications never check one. */
  private static final class Common {

    static final Set<String> PASSWORDS = read();

    private static Set<String> read() {
      try (InputStream in =
              Objects.requireNonNull(
                  StandardPasswordPolicy.class.getResourceAsStream("common-passwords.txt"));
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return lines.lines().collect(Collectors.toUnmodifiableSet());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static void check(String password, @Nullable String username) {
    Check.length(FIELD, password, MIN, MAX);
    String lower = password.toLowerCase(Locale.ROOT);
    Check.that(
        !Common.PASSWORDS.contains(lower), FIELD, "hard to guess", "is among the commonly used");
    Check.that(
        username == null || !lower.equals(username.toLowerCase(Locale.ROOT)),
        FIELD,
        "different from the username",
        "is the username");
  }
}
