package io.streamcat.channel;

import static io.streamcat.aws.internal.AwsNames.required;
import static io.streamcat.channel.IvsChannelService.operation;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.ResourceNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.StreamKeySummary;

/** The operations on stream keys. */
final class IvsStreamKeys {

  /** The page size. A channel has one key, but a stale list may show a deleted key before it. */
  private static final int PAGE = 50;

  private final IvsClient client;
  private final AwsCalls calls;

  IvsStreamKeys(IvsClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /**
   * Returns the key of a channel, or null if none is listed.
   *
   * @throws ResourceNotFoundException if the channel or every listed key is not found
   */
  @Nullable StreamKey of(String channelArn, Instant deadline) {
    ResourceNotFoundException gone = null;
    for (StreamKeySummary key : list(channelArn, deadline)) {
      try {
        return get(key.arn(), deadline);
      } catch (ResourceNotFoundException e) {
        gone = e;
      }
    }
    if (gone != null) {
      throw gone;
    }
    return null;
  }

  private StreamKey get(String arn, Instant deadline) {
    return calls.call(
        operation("GetStreamKey", arn),
        deadline,
        override ->
            IvsMapping.streamKey(
                client.getStreamKey(r -> r.overrideConfiguration(override).arn(arn)).streamKey()));
  }

  /** Returns the ARNs of a channel's listed keys; empty if the channel is not found. */
  List<String> arns(String channelArn, Instant deadline) {
    try {
      return list(channelArn, deadline).stream().map(StreamKeySummary::arn).toList();
    } catch (ResourceNotFoundException e) {
      return List.of();
    }
  }

  private List<StreamKeySummary> list(String channelArn, Instant deadline) {
    return calls.call(
        operation("ListStreamKeys", channelArn),
        deadline,
        override -> {
          var page =
              client.listStreamKeys(
                  r -> r.overrideConfiguration(override).channelArn(channelArn).maxResults(PAGE));
          return required(page.hasStreamKeys(), page.streamKeys()).stream()
              .filter(key -> key.arn() != null)
              .toList();
        });
  }

  StreamKey create(String channelArn, Map<String, String> wanted, Instant deadline) {
    Map<String, String> tags = Tags.withRecord(wanted);
    return calls.create(
        operation("CreateStreamKey", channelArn),
        deadline,
        override ->
            IvsMapping.streamKey(
                client
                    .createStreamKey(
                        r -> r.overrideConfiguration(override).channelArn(channelArn).tags(tags))
                    .streamKey()),
        until -> find(channelArn, tags, until),
        key -> true);
  }

  /** Returns the key with the tags, as opposed to the replaced key, which a list may still show. */
  private Optional<StreamKey> find(String channelArn, Map<String, String> tags, Instant deadline) {
    try {
      return list(channelArn, deadline).stream()
          .filter(key -> key.tags().entrySet().containsAll(tags.entrySet()))
          .findFirst()
          .map(key -> get(key.arn(), deadline));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  void delete(String arn, Instant deadline) {
    calls.callIfThere(
        operation("DeleteStreamKey", arn),
        deadline,
        override -> client.deleteStreamKey(r -> r.overrideConfiguration(override).arn(arn)));
  }
}
