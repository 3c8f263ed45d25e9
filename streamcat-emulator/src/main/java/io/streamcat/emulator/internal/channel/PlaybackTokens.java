package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import io.streamcat.emulator.internal.token.Claims;
import io.streamcat.emulator.internal.token.ImportedKeys;
import io.streamcat.emulator.internal.token.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The verification of playback tokens, as the IVS edge does it for private channels. */
public final class PlaybackTokens {
  public static final String CHANNEL = "aws:channel-arn";

  private static final String ORIGINS = "aws:access-control-allow-origin";
  private static final String STRICT = "aws:strict-origin-enforcement";
  private static final String SINGLE_USE = "aws:single-use-uuid";
  private static final String VIEWER = "aws:viewer-id";
  private static final String VERSION = "aws:viewer-session-version";
  private static final String EXPIRATION = "expiration";
  private static final String RESOLUTION = "aws:maximum-resolution";

  private static final Set<String> RESOLUTIONS = Set.of("SD", "HD", "FULL_HD");
  private static final Duration MOST_LIFE = Duration.ofMinutes(10);
  private static final int MOST_STRICT_ORIGINS = 5;
  private static final int MOST_VIEWER_ID = 40;

  private final Account account;
  private final ImportedKeys keys;
  private final ViewerSessions viewerSessions;

  public PlaybackTokens(Account account, ImportedKeys keys, ViewerSessions viewerSessions) {
    this.account = account;
    this.keys = keys;
    this.viewerSessions = viewerSessions;
  }

  /** Adds every reason to reject a token to its claims. */
  public void check(Claims claims, @Nullable String origin, @Nullable String country) {
    Jwt token = claims.token();
    claims.refuseIf(
        keys.all().noneMatch(key -> token.isSignedBy(ImportedKeys.key(key))),
        "no existing playback key has signed the token");
    Optional<Resource> channel =
        claims.text(CHANNEL).flatMap(arn -> account.store().find(ResourceType.CHANNEL, arn));
    claims.refuseIf(channel.isEmpty(), CHANNEL + " does not name an existing channel");
    Optional<Instant> expiration = claims.expiration();
    claims.time("iat");
    checkOrigins(claims, origin);
    checkSingleUse(claims, expiration);
    checkViewer(claims, channel, expiration);
    claims.refuseIf(
        claims.text(RESOLUTION).filter(value -> !RESOLUTIONS.contains(value)).isPresent(),
        RESOLUTION + " must be SD, HD or FULL_HD");
    channel.ifPresent(
        existing -> policyViolations(existing, origin, country).forEach(claims::reject));
  }

  /** Uses up a valid single-use token. */
  public void use(Claims claims, Instant now) {
    Store store = account.store();
    store
        .all(ResourceType.USED_PLAYBACK_TOKEN)
        .filter(token -> !Instant.parse((String) token.attribute(EXPIRATION)).isAfter(now))
        .toList()
        .forEach(token -> store.remove(token, now));
    claims
        .text(SINGLE_USE)
        .flatMap(PlaybackTokens::uuid)
        .ifPresent(uuid -> claims.time("exp").ifPresent(exp -> use(uuid, exp, now)));
  }

  private void use(UUID uuid, Instant expiration, Instant now) {
    account.keep(
        ResourceType.USED_PLAYBACK_TOKEN,
        uuid.toString(),
        null,
        Map.of(EXPIRATION, expiration.toString()),
        now);
  }

  private boolean isUsed(UUID uuid) {
    return account.store().find(ResourceType.USED_PLAYBACK_TOKEN, uuid.toString()).isPresent();
  }

  private static void checkOrigins(Claims claims, @Nullable String origin) {
    List<String> allowed =
        claims
            .text(ORIGINS)
            .map(list -> Arrays.stream(list.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    boolean strict = claims.flag(STRICT);
    claims.refuseIf(
        strict && allowed.size() > MOST_STRICT_ORIGINS,
        ORIGINS + " must name at most 5 origins when " + STRICT + " is true");
    List<String> reasons = new ArrayList<>();
    checkOrigin(reasons, allowed, strict, origin, ORIGINS);
    reasons.forEach(claims::reject);
  }

  private void checkSingleUse(Claims claims, Optional<Instant> expiration) {
    Optional<String> text = claims.text(SINGLE_USE);
    if (text.isEmpty()) {
      return;
    }
    Optional<UUID> uuid = uuid(text.get());
    claims.refuseIf(uuid.isEmpty(), SINGLE_USE + " must be a UUID");
    claims.limitLife(expiration, MOST_LIFE, "with " + SINGLE_USE);
    claims.refuseIf(
        uuid.filter(this::isUsed).isPresent(), "the single-use token has already been used");
  }

  private void checkViewer(
      Claims claims, Optional<Resource> channel, Optional<Instant> expiration) {
    Optional<Long> version = claims.whole(VERSION);
    claims.refuseIf(version.filter(v -> v < 0).isPresent(), VERSION + " must not be negative");
    Optional<String> viewer = claims.text(VIEWER);
    if (viewer.isEmpty()) {
      return;
    }
    int length = viewer.get().codePointCount(0, viewer.get().length());
    claims.refuseIf(
        length < 1 || length > MOST_VIEWER_ID, VIEWER + " must have between 1 and 40 characters");
    claims.limitLife(expiration, MOST_LIFE, "with " + VIEWER);
    claims.refuseIf(
        channel
            .filter(c -> viewerSessions.isRevoked(c.key(), viewer.get(), version.orElse(0L)))
            .isPresent(),
        "the viewer session has been revoked");
  }

  /** Returns every reason of a channel's playback restriction policy to reject a viewer. */
  public List<String> policyViolations(
      Resource channel, @Nullable String origin, @Nullable String country) {
    List<String> reasons = new ArrayList<>();
    account
        .store()
        .find(
            ResourceType.PLAYBACK_RESTRICTION_POLICY,
            (String) channel.attribute("playbackRestrictionPolicyArn"))
        .ifPresent(
            policy -> {
              List<?> countries = (List<?>) policy.attribute(PlaybackRestrictionPolicies.COUNTRIES);
              if (!countries.isEmpty() && (country == null || !countries.contains(country))) {
                reasons.add("the playback restriction policy does not allow the country");
              }
              checkOrigin(
                  reasons,
                  (List<?>) policy.attribute(PlaybackRestrictionPolicies.ORIGINS),
                  (boolean) policy.attribute(PlaybackRestrictionPolicies.STRICT),
                  origin,
                  "the playback restriction policy");
            });
    return reasons;
  }

  /**
   * Checks the origin. Only browsers send one, so a request without an origin is allowed unless the
   * rule is strict.
   */
  private static void checkOrigin(
      List<String> reasons, List<?> allowed, boolean strict, @Nullable String origin, String rule) {
    if (allowed.isEmpty()) {
      return;
    }
    if (origin == null && strict) {
      reasons.add(rule + " requires an origin");
    } else if (origin != null
        && allowed.stream().noneMatch(pattern -> matches((String) pattern, origin))) {
      reasons.add(rule + " does not allow the origin");
    }
  }

  /**
   * Returns whether a pattern matches an origin. A star alone matches every origin; at the
   * beginning of a host name it matches every subdomain.
   */
  private static boolean matches(String pattern, String origin) {
    int star = pattern.indexOf("://*");
    if (star < 0) {
      return pattern.equals("*") || pattern.equalsIgnoreCase(origin);
    }
    String scheme = pattern.substring(0, star + 3);
    String suffix = pattern.substring(star + 4);
    return origin.length() > scheme.length() + suffix.length()
        && origin.regionMatches(true, 0, scheme, 0, scheme.length())
        && origin.regionMatches(
            true, origin.length() - suffix.length(), suffix, 0, suffix.length());
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text))
          .filter(uuid -> uuid.toString().equalsIgnoreCase(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
