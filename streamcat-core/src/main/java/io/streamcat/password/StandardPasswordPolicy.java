package io.streamcat.password;

import io.streamcat.exception.Check;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The standard rules, which check the normal form of a password. */
final class StandardPasswordPolicy implements PasswordPolicy {

  private static final int MIN = 8;
  private static final int MAX = 128;
  private static final int DIFFERENT = 4;

  /** The most additional characters with which a name is still rejected as a password. */
  private static final int LITTLE_MORE = 4;

  private static final String FIELD = "password";

  /** The keys of keyboards, row by row and column by column. */
  private static final List<String> KEYBOARDS =
      Stream.of(
              "1234567890qwertyuiopasdfghjklzxcvbnm",
              "1234567890qwertzuiopasdfghjklyxcvbnm",
              "1234567890azertyuiopqsdfghjklmwxcvbn",
              "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
              "qazwsxedcrfvtgbyhnujmikolp")
          .flatMap(keys -> Stream.of(keys, new StringBuilder(keys).reverse().toString()))
          .toList();

  private final List<String> services;

  StandardPasswordPolicy(List<String> services) {
    this.services = services.stream().map(NormalForm::ignoringCase).toList();
  }

  /** Loaded when the first password is checked, because many applications never check one. */
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

  @Override
  public void check(String password, @Nullable String username) {
    Check.given(FIELD, password);
    String normal = NormalForm.of(password);
    Check.length(FIELD, normal, MIN, MAX);
    Check.that(!normal.isBlank(), FIELD, "more than blanks", "is blank");
    String lower = NormalForm.ignoringCase(password);
    Check.that(
        !Common.PASSWORDS.contains(lower), FIELD, "hard to guess", "is among the commonly used");
    Check.that(
        lower.codePoints().distinct().count() >= DIFFERENT,
        FIELD,
        "made of at least " + DIFFERENT + " different characters",
        "repeats too few different characters");
    Check.that(
        !isRepetition(lower), FIELD, "hard to guess", "repeats fewer than " + MIN + " characters");
    Check.that(!isSequence(lower), FIELD, "hard to guess", "is a sequence of characters or keys");
    Check.that(
        username == null || !isLittleMoreThan(NormalForm.ignoringCase(username), lower),
        FIELD,
        "different from the username",
        "is the username or little more");
    Check.that(
        services.stream().noneMatch(service -> isLittleMoreThan(service, lower)),
        FIELD,
        "different from the name of the service",
        "is the name of the service or little more");
  }

  /** Returns whether a password is a repetition of a shorter text. */
  private static boolean isRepetition(String password) {
    int period = (password + password).indexOf(password, 1);
    return period < password.length() && password.codePointCount(0, period) < MIN;
  }

  private static boolean isSequence(String password) {
    int[] points = password.codePoints().toArray();
    int step = points[1] - points[0];
    boolean even = true;
    for (int i = 2; i < points.length; i++) {
      even &= points[i] - points[i - 1] == step;
    }
    return even || KEYBOARDS.stream().anyMatch(keys -> keys.contains(password));
  }

  private static boolean isLittleMoreThan(String name, String password) {
    if (name.isEmpty() || !password.contains(name)) {
      return false;
    }
    String more = password.replace(name, "");
    return more.codePointCount(0, more.length()) <= LITTLE_MORE;
  }
}
