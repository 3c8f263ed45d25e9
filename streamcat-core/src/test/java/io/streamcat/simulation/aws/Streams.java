package io.streamcat.simulation.aws;

import io.streamcat.simulation.aws.Shelf.Item;
import io.streamcat.simulation.aws.Shelf.Listed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ivs.model.GetStreamRequest;
import software.amazon.awssdk.services.ivs.model.GetStreamResponse;
import software.amazon.awssdk.services.ivs.model.ListStreamsRequest;
import software.amazon.awssdk.services.ivs.model.ListStreamsResponse;
import software.amazon.awssdk.services.ivs.model.StopStreamRequest;
import software.amazon.awssdk.services.ivs.model.StopStreamResponse;
import software.amazon.awssdk.services.ivs.model.Stream;
import software.amazon.awssdk.services.ivs.model.StreamKey;
import software.amazon.awssdk.services.ivs.model.StreamSummary;

/** The live streams, and the encoders that start and end them. */
final class Streams {

  private final Account account;
  private final Pages pages;

  /** The channels by the stream keys of their last streams. */
  private final Map<String, String> encoders = new HashMap<>();

  Streams(Account account) {
    this.account = account;
    this.pages = new Pages(account, false, 100);
  }

  /** Goes live with a stream key, as an encoder; returns false if the key is not valid. */
  boolean connect(String streamKey) {
    for (Item<StreamKey> item : account.streamKeys().items()) {
      if (item.value().value().equals(streamKey)) {
        goLive(item.value().channelArn(), streamKey);
        return true;
      }
    }
    return false;
  }

  private void goLive(String channelArn, String streamKey) {
    if (account.streams().find(channelArn) != null) {
      return;
    }
    Stream stream =
        Stream.builder()
            .channelArn(channelArn)
            .streamId("st-" + account.newId(23))
            .playbackUrl(account.channels().find(channelArn).value().playbackUrl())
            .startTime(account.timestamp())
            .state("LIVE")
            .health("HEALTHY")
            .viewerCount(0L)
            .build();
    account.streams().add(channelArn, stream, account.now(), account.nextOrder());
    encoders.put(streamKey, channelArn);
    account.changed(Change.Kind.WENT_LIVE, channelArn, Map.of());
  }

  /** Ends the stream that was started with a key, which may be invalid now. */
  void disconnect(String streamKey) {
    String channelArn = encoders.remove(streamKey);
    Item<Stream> stream = channelArn == null ? null : account.streams().find(channelArn);
    if (stream != null) {
      end(stream);
    }
  }

  private void end(Item<Stream> stream) {
    account.streams().remove(stream, account.now());
    account.changed(Change.Kind.WENT_OFFLINE, stream.key(), Map.of());
  }

  GetStreamResponse get(AwsOperation<?> operation, GetStreamRequest request) {
    requireChannel(request.channelArn());
    Stream stream = account.streams().find(request.channelArn(), account.timeGotBy(operation));
    if (stream == null) {
      throw Errors.IVS.of("ChannelNotBroadcasting", "The channel is not broadcasting");
    }
    return GetStreamResponse.builder().stream(stream).build();
  }

  ListStreamsResponse list(AwsOperation<?> operation, ListStreamsRequest request) {
    List<Listed<Stream>> listed = account.streams().list(account.timeListedBy(operation));
    String health = request.filterBy() == null ? null : request.filterBy().healthAsString();
    listed.removeIf(item -> health != null && !health.equals(item.value().healthAsString()));
    Pages.Page<Stream> page =
        pages.page(operation, listed, request.maxResults(), request.nextToken());
    return ListStreamsResponse.builder()
        .streams(page.shown().stream().map(Listed::value).map(Streams::summary).toList())
        .nextToken(page.next())
        .build();
  }

  private static StreamSummary summary(Stream stream) {
    return StreamSummary.builder()
        .channelArn(stream.channelArn())
        .streamId(stream.streamId())
        .startTime(stream.startTime())
        .state(stream.stateAsString())
        .health(stream.healthAsString())
        .viewerCount(stream.viewerCount())
        .build();
  }

  StopStreamResponse stop(StopStreamRequest request) {
    requireChannel(request.channelArn());
    Item<Stream> stream = account.streams().find(request.channelArn());
    if (stream == null) {
      throw Errors.IVS.of("ChannelNotBroadcasting", "The channel is not broadcasting");
    }
    end(stream);
    return StopStreamResponse.builder().build();
  }

  private void requireChannel(String arn) {
    if (account.channels().find(arn) == null) {
      throw Errors.IVS.notFound(arn);
    }
  }
}
