package io.streamcat.emulator.internal.controlplane;

import io.streamcat.emulator.internal.channel.PlaybackTokens;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Transactions;
import io.streamcat.emulator.internal.stream.IngestProperties;
import io.streamcat.emulator.internal.stream.Streams;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations of encoders and players on channels. Thread safe. */
public final class MediaBackend {
  private final Transactions transactions;
  private final Account account;
  private final Streams streams;
  private final Incidents incidents;
  private final TokenVerifier tokens;
  private final PlaybackTokens playback;

  MediaBackend(
      Transactions transactions,
      Account account,
      Streams streams,
      Incidents incidents,
      TokenVerifier tokens,
      PlaybackTokens playback) {
    this.transactions = transactions;
    this.account = account;
    this.streams = streams;
    this.incidents = incidents;
    this.tokens = tokens;
    this.playback = playback;
  }

  /** Returns the channel that has a stream key. */
  public Optional<Resource> channelOfKey(String streamKey) {
    return transactions.call(
        "find stream key",
        now ->
            account
                .store()
                .all(ResourceType.STREAM_KEY)
                .filter(key -> key.attribute("value").equals(streamKey))
                .findFirst()
                .flatMap(key -> account.store().find(ResourceType.CHANNEL, key.parentKey())));
  }

  /** Returns the channel with an id, the last part of its ARN. */
  public Optional<Resource> channel(String id) {
    return transactions.call(
        "find channel",
        now ->
            account
                .store()
                .all(ResourceType.CHANNEL)
                .filter(channel -> Account.idOf(channel.key()).equals(id))
                .findFirst());
  }

  /** Returns all channels. */
  public List<Resource> channels() {
    return transactions.call(
        "list channels", now -> account.store().all(ResourceType.CHANNEL).toList());
  }

  /** Returns the id of a channel's current stream, if it is live. */
  public Optional<String> streamId(String channelArn) {
    return transactions.call(
        "find stream",
        now ->
            account
                .store()
                .find(ResourceType.STREAM, channelArn)
                .map(stream -> (String) stream.attribute("streamId")));
  }

  /**
   * Starts a broadcast.
   *
   * @return the id of the stream, empty if the channel is live already or does not exist
   */
  public Optional<String> start(String channelArn, IngestProperties ingest) {
    return transactions.call(
        "encoder starts",
        now -> {
          Optional<Resource> channel = account.store().find(ResourceType.CHANNEL, channelArn);
          if (channel.isEmpty() || streams.isLive(channelArn)) {
            return Optional.empty();
          }
          streams.start(channel.get(), ingest, now);
          return Optional.of((String) streams.live(channelArn).attribute("streamId"));
        });
  }

  /**
   * Starts a broadcast, as an encoder would; a live channel does not change.
   *
   * @param channelArn the ARN of a channel
   * @throws ApiException if the channel does not exist
   */
  public void startStream(String channelArn) {
    transactions.run(
        "start stream",
        now -> streams.start(account.require(ResourceType.CHANNEL, channelArn), now));
  }

  /**
   * Ends a broadcast immediately, as an encoder would; an idle channel does not change.
   *
   * @param channelArn the ARN of a channel
   * @throws ApiException if the channel does not exist
   */
  public void stopStream(String channelArn) {
    transactions.run(
        "stop stream",
        now -> streams.end(account.require(ResourceType.CHANNEL, channelArn).key(), now));
  }

  /**
   * Sets the number of viewers of a broadcast.
   *
   * @param channelArn the ARN of a channel
   * @param count the number of viewers
   * @throws ApiException if the channel does not exist or is not live, or the number is negative
   */
  public void viewers(String channelArn, long count) {
    if (count < 0) {
      throw ApiException.invalid("viewerCount", "must be a whole number that is not negative");
    }
    transactions.run("viewers", now -> streams.changeViewers(streams.live(channelArn), count, now));
  }

  /** Ends a broadcast, unless it has ended already. */
  public void end(String channelArn, String streamId) {
    ifCurrent("encoder ends", channelArn, streamId, now -> streams.end(channelArn, now));
  }

  /**
   * Reports an incident of a broadcast, unless it has ended already.
   *
   * @param name the name of the event
   * @param reason the reason or code, which may be empty
   */
  public void report(String channelArn, String streamId, String name, String reason) {
    ifCurrent(name, channelArn, streamId, now -> incidents.report(name, channelArn, reason, now));
  }

  /** Reports that a broadcast exceeds a limit, unless it has ended already. */
  public void exceed(
      String channelArn, String streamId, String name, int limit, int exceededBy, String unit) {
    ifCurrent(
        name,
        channelArn,
        streamId,
        now -> incidents.exceed(channelArn, name, limit, exceededBy, unit, now));
  }

  /** Sets the number of viewers of a broadcast, unless it has ended already. */
  public void viewers(String channelArn, String streamId, long count) {
    ifCurrent(
        "viewers",
        channelArn,
        streamId,
        now -> streams.changeViewers(streams.live(channelArn), count, now));
  }

  private void ifCurrent(String by, String channelArn, String streamId, Consumer<Instant> work) {
    transactions.run(
        by,
        now ->
            account
                .store()
                .find(ResourceType.STREAM, channelArn)
                .filter(stream -> stream.attribute("streamId").equals(streamId))
                .ifPresent(stream -> work.accept(now)));
  }

  /**
   * Checks whether a viewer may play a channel. A valid single-use token is used up.
   *
   * @param channelArn the ARN of an existing channel
   * @param token the playback token, or null
   * @param origin the browser's origin, or null
   * @param country the viewer's country, or null
   * @return every reason for a rejection, empty if the viewer may play
   * @throws ApiException if the channel does not exist
   */
  public List<String> checkPlayback(
      String channelArn,
      @Nullable String token,
      @Nullable String origin,
      @Nullable String country) {
    return transactions.call(
        "check playback",
        now -> {
          Resource channel = account.require(ResourceType.CHANNEL, channelArn);
          if (!channel.attribute("authorized").equals(true)) {
            return playback.policyViolations(channel, origin, country);
          }
          if (token == null) {
            return List.of("the channel is private and requires a playback token");
          }
          TokenVerifier.Verdict verdict = tokens.verify(token, origin, country, now);
          return verdict.reasons().isEmpty()
                  && !channelArn.equals(verdict.claims().get(PlaybackTokens.CHANNEL))
              ? List.of("the token is for another channel")
              : verdict.reasons();
        });
  }

  /**
   * Registers a listener for the timed metadata of live channels.
   *
   * @param listener a listener of channel ARN and text that must not block, because it is called
   *     within the lock
   */
  public void onMetadata(BiConsumer<String, String> listener) {
    streams.onMetadata(listener);
  }

  /**
   * Registers a listener for every event for EventBridge from now on.
   *
   * @param listener a listener that must not block, because it is called within the lock
   */
  public void onEvent(Consumer<Map<String, Object>> listener) {
    account.events().listen(listener);
  }
}
