package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import java.time.Duration;
import java.time.Instant;

/** Sample broadcasts, each known from a single event. */
public final class SampleBroadcasts {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final Instant LATER = NOW.plusSeconds(60);
  public static final Instant MUCH_LATER = NOW.plusSeconds(3600);
  public static final String CHANNEL = "arn:aws:ivs:us-east-1:123456789012:channel/AbCdef1G2hij";
  public static final String STAGE = "arn:aws:ivs:us-east-1:123456789012:stage/AbCdef1G2hij";

  private SampleBroadcasts() {}

  public static Broadcast seen(String streamId, Instant at) {
    return Broadcast.seen(streamId, CHANNEL, at);
  }

  public static Broadcast started(String streamId, Instant at) {
    return seen(streamId, at).started(at);
  }

  public static Broadcast ended(String streamId, Instant at) {
    return seen(streamId, at).ended(at);
  }

  public static Broadcast verified(String streamId, Instant at) {
    return ended(streamId, at).asVerified();
  }

  public static Broadcast starving(String streamId, Instant at) {
    return seen(streamId, at).with(new HealthChange(at, Health.STARVING));
  }

  public static Broadcast recorded(String streamId, Instant at) {
    return seen(streamId, at)
        .with(
            new Recording(
                RecordingStatus.ENDED,
                new Recording.Path("recordings", "ivs/v1/123456789012/AbCdef1G2hij/2026/é"),
                Duration.ofMillis(61_500),
                ""));
  }

  /** Returns a broadcast with a value in every field. */
  public static Broadcast everything(String streamId) {
    Recording failed =
        new Recording(
            RecordingStatus.END_FAILED,
            new Recording.Path("recordings", "ivs/v1"),
            Duration.ofDays(2),
            "InternalServerException \"ü\"");
    return started(streamId, NOW.plusNanos(123_456_000))
        .merge(verified(streamId, LATER))
        .merge(starving(streamId, LATER))
        .failed("Transcode capacity exceeded. 😀")
        .with(failed);
  }

  public static Publication seenOf(String participantId, Instant at) {
    return Publication.seen(STAGE, "st-1CVugbu2cf2n8", participantId, "ann", at);
  }

  public static Publication published(String participantId, Instant at) {
    return seenOf(participantId, at).published(at);
  }

  public static Publication unpublished(String participantId, Instant at) {
    return seenOf(participantId, at).ended(at);
  }

  /** Returns a publication that began and ended at the same time. */
  public static Publication tied(String participantId, Instant at) {
    return published(participantId, at).ended(at);
  }

  public static Publication resumed(String participantId, Instant at) {
    return seenOf(participantId, at).resumed(at);
  }

  /** Returns a publication with a value in every field. */
  public static Publication everythingOf(String participantId) {
    return published(participantId, LATER.plusNanos(123_456_000))
        .ended(LATER)
        .resumed(NOW)
        .failed("BITRATE_EXCEEDED \"ü\" 😀");
  }
}
