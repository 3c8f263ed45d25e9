package io.streamcat.playback;

import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signer that publishes its key before the first token. Where AWS does not let it, it signs
 * nevertheless: playback tokens name no key, so the import may be the work of another program.
 */
final class PublishingPlaybackTokenSigner implements PlaybackTokenSigner {

  /** The pause between attempts to publish that AWS rejects. */
  static final Duration PAUSE = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(PublishingPlaybackTokenSigner.class);

  private final SigningKey key;
  private final Supplier<ImportedKey> published;
  private final PlaybackTokenSigner signer;
  private final Clock clock;
  private volatile Instant nextAttempt = Instant.MIN;

  PublishingPlaybackTokenSigner(SigningKey key, SigningKeys keys, Clock clock) {
    this.key = key;
    this.published = keys.publishedOnUse(key);
    this.signer = new Es384PlaybackTokenSigner(key, clock);
    this.clock = clock;
  }

  @Override
  public PlaybackToken sign(String channelArn, PlaybackTokenRequest request) {
    if (!clock.instant().isBefore(nextAttempt)) {
      publish();
    }
    return signer.sign(channelArn, request);
  }

  private void publish() {
    try {
      Es384PlaybackTokenSigner.checkKey(published.get().arn());
    } catch (AccessDeniedException | ResourceConflictException | QuotaExceededException e) {
      leaveToOthers(e);
    }
  }

  private void leaveToOthers(AwsException e) {
    nextAttempt = clock.instant().plus(PAUSE);
    log.warn(
        "The playback key was not imported; signing with it anyway; trying again in {}."
            + " Playback fails unless another program has imported the key. fingerprint={} reason={}",
        PAUSE,
        key.fingerprint(),
        e.getMessage());
  }
}
