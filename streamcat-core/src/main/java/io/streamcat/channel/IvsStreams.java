package io.streamcat.channel;

import static io.streamcat.aws.internal.AwsNames.required;
import static io.streamcat.channel.IvsChannelService.operation;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.broadcast.StreamSession;
import io.streamcat.exception.Check;
import io.streamcat.exception.ResourceNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.ListStreamSessionsResponse;
import software.amazon.awssdk.services.ivs.model.ListStreamsResponse;
import software.amazon.awssdk.services.ivs.model.StreamSessionSummary;
import software.amazon.awssdk.services.ivs.model.StreamState;
import software.amazon.awssdk.services.ivs.model.StreamSummary;

/** The operations on live streams and stream sessions. */
final class IvsStreams {

  private static final int PAGE = 100;
  private static final int MAX_METADATA_BYTES = 1024;

  private final IvsClient client;
  private final AwsCalls calls;

  IvsStreams(IvsClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  Map<String, LiveStream> live() {
    Map<String, LiveStream> live = new HashMap<>();
    calls
        .pages(
            operation("ListStreams", "*"),
            calls.deadline(),
            (override, token) -> {
              var page =
                  client.listStreams(
                      r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
              required(page.hasStreams(), page.streams());
              return page;
            },
            ListStreamsResponse::nextToken,
            page -> page.streams().stream())
        .filter(stream -> stream.channelArn() != null && stream.state() != StreamState.OFFLINE)
        .forEach(stream -> live.put(stream.channelArn(), liveStream(stream)));
    return Map.copyOf(live);
  }

  private static LiveStream liveStream(StreamSummary stream) {
    return new LiveStream(
        stream.streamId(),
        Objects.requireNonNullElse(stream.startTime(), Instant.EPOCH),
        AwsNames.constant(
            LiveStream.Health.class, stream.healthAsString(), LiveStream.Health.UNKNOWN),
        Objects.requireNonNullElse(stream.viewerCount(), 0L));
  }

  Optional<StreamSession> session(String channelArn, String streamId) {
    return calls.callIfThere(
        operation("GetStreamSession", channelArn),
        calls.deadline(),
        override ->
            session(
                client
                    .getStreamSession(
                        r ->
                            r.overrideConfiguration(override)
                                .channelArn(channelArn)
                                .streamId(streamId))
                    .streamSession()));
  }

  private static StreamSession session(
      software.amazon.awssdk.services.ivs.model.@Nullable StreamSession answered) {
    var session = required(answered, "stream session");
    return new StreamSession(
        required(session.streamId(), "stream id"),
        session.startTime(),
        session.endTime(),
        session.truncatedEvents().stream()
            .filter(event -> event.name() != null && event.eventTime() != null)
            .map(
                event ->
                    new StreamSession.Event(
                        event.name(), event.eventTime(), AwsNames.orEmpty(event.code())))
            .toList());
  }

  Stream<String> sessions(String channelArn) {
    try {
      return calls.pages(
          operation("ListStreamSessions", channelArn),
          null,
          (override, token) -> {
            var page =
                client.listStreamSessions(
                    r ->
                        r.overrideConfiguration(override)
                            .channelArn(channelArn)
                            .maxResults(PAGE)
                            .nextToken(token));
            required(page.hasStreamSessions(), page.streamSessions());
            return page;
          },
          ListStreamSessionsResponse::nextToken,
          page ->
              page.streamSessions().stream()
                  .map(StreamSessionSummary::streamId)
                  .filter(Objects::nonNull));
    } catch (ResourceNotFoundException e) {
      return Stream.empty();
    }
  }

  void putMetadata(String channelArn, String metadata) {
    int bytes = metadata.getBytes(StandardCharsets.UTF_8).length;
    Check.that(
        bytes >= 1 && bytes <= MAX_METADATA_BYTES,
        "metadata",
        "1 to " + MAX_METADATA_BYTES + " bytes in UTF-8",
        "has " + bytes);
    calls.callOnce(
        operation("PutMetadata", channelArn),
        calls.deadline(),
        override ->
            client.putMetadata(
                r -> r.overrideConfiguration(override).channelArn(channelArn).metadata(metadata)));
  }
}
