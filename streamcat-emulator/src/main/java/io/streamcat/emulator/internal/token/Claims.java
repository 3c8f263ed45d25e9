package io.streamcat.emulator.internal.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims of a token, and the reasons to reject it. */
public final class Claims {
  /** The smallest number that is taken for milliseconds; in seconds it is in the year 5138. */
  private static final long MILLISECONDS = 100_000_000_000L;

  private final Jwt token;
  private final Instant now;
  private final List<String> reasons;

  public Claims(Jwt token, Instant now, List<String> reasons) {
    this.token = token;
    this.now = now;
    this.reasons = reasons;
  }

  public Jwt token() {
    return token;
  }

  public void reject(String reason) {
    reasons.add(reason);
  }

  public void refuseIf(boolean condition, String reason) {
    if (condition) {
      reasons.add(reason);
    }
  }

  /** Checks the two header members of all tokens. */
  public void checkHeader() {
    refuseIf(!"ES384".equals(token.header().get("alg")), "the header's alg must be ES384");
    refuseIf(!"JWT".equals(token.header().get("typ")), "the header's typ must be JWT");
  }

  public boolean has(String name) {
    return token.claims().get(name) != null;
  }

  @Nullable Object get(String name) {
    return token.claims().get(name);
  }

  /** Returns a required string. */
  public Optional<String> requiredText(String name) {
    refuseIf(!has(name), name + " is required");
    return text(name);
  }

  /** Returns an optional string. */
  public Optional<String> text(String name) {
    return typed(name, String.class, "a string");
  }

  /** Returns a boolean, false if absent. */
  public boolean flag(String name) {
    return typed(name, Boolean.class, "true or false").orElse(false);
  }

  /** Returns an optional whole number. */
  public Optional<Long> whole(String name) {
    return typed(name, Long.class, "a whole number");
  }

  /** Returns an object, empty if absent. */
  public Map<?, ?> object(String name) {
    return typed(name, Map.class, "an object").orElse(Map.of());
  }

  private <T> Optional<T> typed(String name, Class<T> type, String description) {
    Object value = get(name);
    if (value == null || type.isInstance(value)) {
      return Optional.ofNullable(type.cast(value));
    }
    reject(name + " must be " + description);
    return Optional.empty();
  }

  /** Returns the expiry time, which is required and must be in the future. */
  public Optional<Instant> expiration() {
    refuseIf(!has("exp"), "exp is required");
    Optional<Instant> expiration = time("exp");
    refuseIf(
        expiration.filter(time -> !time.isAfter(now)).isPresent(),
        "the token has expired: exp is in the past");
    return expiration;
  }

  /** Returns a time in whole seconds. */
  public Optional<Instant> time(String name) {
    Object value = get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Long seconds) || seconds < 0) {
      reject(name + " must be a whole number of seconds");
      return Optional.empty();
    }
    if (seconds >= MILLISECONDS) {
      reject(name + " must be in seconds, and this seems to be in milliseconds");
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  /** Rejects a token whose remaining lifetime exceeds the limit of a claim. */
  public void limitLife(Optional<Instant> expiration, Duration most, String because) {
    refuseIf(
        expiration.filter(time -> time.isAfter(now.plus(most))).isPresent(),
        String.format(
            Locale.ROOT, "exp must be at most %d minutes ahead %s", most.toMinutes(), because));
  }
}
