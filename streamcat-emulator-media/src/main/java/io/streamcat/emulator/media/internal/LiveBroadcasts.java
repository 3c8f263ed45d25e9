package io.streamcat.emulator.media.internal;

import io.streamcat.emulator.internal.controlplane.MediaBackend;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Broadcasts;
import io.streamcat.emulator.media.internal.ingest.Encoders;
import io.streamcat.emulator.media.internal.testcard.TestCardBroadcast;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The broadcasts of all live channels: those of encoders, and the test card for streams without
 * one. The test card plays only while it is watched or recorded. Thread safe.
 */
final class LiveBroadcasts implements Broadcasts, AutoCloseable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final MediaBackend backend;
  private final Encoders encoders;
  private final Broadcast.Listener listener;
  private final LongSupplier nanoClock;
  private final Supplier<Instant> clock;
  private final Map<String, Card> cards = new HashMap<>();
  private Map<Broadcast, Long> reported = Map.of();

  /** A test card that plays. */
  private static final class Card {
    private final TestCardBroadcast feed;
    private long usedAt;
    private boolean isRecorded;

    Card(TestCardBroadcast feed, long usedAt) {
      this.feed = feed;
      this.usedAt = usedAt;
    }
  }

  LiveBroadcasts(
      MediaBackend backend,
      Encoders encoders,
      Broadcast.Listener listener,
      LongSupplier nanoClock,
      Supplier<Instant> clock) {
    this.backend = backend;
    this.encoders = encoders;
    this.listener = listener;
    this.nanoClock = nanoClock;
    this.clock = clock;
  }

  @Override
  public Optional<Broadcast> find(String channelArn) {
    Optional<Broadcast> encoded = encoders.find(channelArn);
    if (encoded.isPresent() || encoders.hasEncoder(channelArn)) {
      return encoded;
    }
    return card(channelArn).map(card -> card.feed.broadcast());
  }

  private synchronized Optional<Card> card(String channelArn) {
    Optional<String> streamId = backend.streamId(channelArn);
    Card card = cards.get(channelArn);
    if (card != null && !streamId.equals(Optional.of(card.feed.broadcast().streamId()))) {
      end(channelArn, card);
      card = null;
    }
    long now = nanoClock.getAsLong();
    if (card == null && streamId.isPresent()) {
      Broadcast broadcast = new Broadcast(channelArn, streamId.get(), listener);
      card = new Card(new TestCardBroadcast(broadcast, now, clock), now);
      cards.put(channelArn, card);
    }
    if (card != null) {
      card.usedAt = now;
    }
    return Optional.ofNullable(card);
  }

  private void end(String channelArn, Card card) {
    card.feed.flush();
    card.feed.broadcast().end();
    cards.remove(channelArn);
  }

  /** Starts the test card of a channel that is recorded, unless the channel has an encoder. */
  void record(String channelArn) {
    if (!encoders.hasEncoder(channelArn)) {
      synchronized (this) {
        card(channelArn).ifPresent(card -> card.isRecorded = true);
      }
    }
  }

  /** Adds the pending samples to the broadcast of a channel. */
  void flush(String channelArn) {
    encoders.flush(channelArn);
    synchronized (this) {
      Card card = cards.get(channelArn);
      if (card != null) {
        card.feed.flush();
      }
    }
  }

  void text(String channelArn, String text) {
    encoders.text(channelArn, text);
    synchronized (this) {
      Card card = cards.get(channelArn);
      if (card != null) {
        card.feed.text(text);
      }
    }
  }

  /** Plays the test cards. */
  synchronized void feed() {
    long now = nanoClock.getAsLong();
    cards.values().forEach(card -> card.feed.advance(now));
  }

  /** Ends test cards that are not needed, and reports the numbers of viewers. */
  synchronized void check(Map<Broadcast, Long> viewers) {
    long now = nanoClock.getAsLong();
    for (Map.Entry<String, Card> entry : List.copyOf(cards.entrySet())) {
      Card card = entry.getValue();
      Broadcast broadcast = card.feed.broadcast();
      if (viewers.containsKey(broadcast)) {
        card.usedAt = now;
      }
      boolean isCurrent =
          backend.streamId(entry.getKey()).filter(broadcast.streamId()::equals).isPresent();
      if (!isCurrent || (!card.isRecorded && now - card.usedAt > IDLE_NANOS)) {
        end(entry.getKey(), card);
      }
    }
    report(viewers);
  }

  /** Reports changed numbers only, so that a number set by a test stays until viewers come. */
  private void report(Map<Broadcast, Long> viewers) {
    Set<Broadcast> all = new HashSet<>(viewers.keySet());
    all.addAll(reported.keySet());
    for (Broadcast broadcast : all) {
      long count = viewers.getOrDefault(broadcast, 0L);
      if (reported.getOrDefault(broadcast, 0L) != count) {
        backend.viewers(broadcast.channelArn(), broadcast.streamId(), count);
      }
    }
    reported = Map.copyOf(viewers);
  }

  /** Ends all test cards. */
  @Override
  public synchronized void close() {
    List.copyOf(cards.entrySet()).forEach(entry -> end(entry.getKey(), entry.getValue()));
  }
}
