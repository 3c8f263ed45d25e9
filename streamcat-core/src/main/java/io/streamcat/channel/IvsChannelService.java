package io.streamcat.channel;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsNames;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.Tags;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.error.ResourceNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.ListChannelsResponse;
import software.amazon.awssdk.services.ivs.model.StreamKeySummary;

final class IvsChannelService implements ChannelService {

  private static final Logger log = LoggerFactory.getLogger(IvsChannelService.class);
  private static final int PAGE = 100;

  private final IvsClient client;
  private final AwsCalls calls;

  IvsChannelService(IvsClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls.with(client.serviceClientConfiguration());
  }

  @Override
  public Channel create(String name, ChannelSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withAttempt(settings.tags());
    return calls.create(
        operation("CreateChannel", name),
        calls.deadline(),
        override -> {
          var created =
              client.createChannel(
                  IvsMapping.createRequest(name, settings.toBuilder().tags(tags).build())
                      .overrideConfiguration(override)
                      .build());
          return IvsMapping.channel(created.channel(), IvsMapping.streamKey(created.streamKey()));
        },
        deadline -> find(name, Tags.identity(tags), deadline).stream().findFirst());
  }

  @Override
  public Optional<Channel> get(String arn) {
    Instant deadline = calls.deadline();
    for (int attempt = 0; ; attempt++) {
      var channel = getChannel(arn, deadline);
      if (channel.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(IvsMapping.channel(channel.get(), streamKey(arn, deadline)));
      } catch (ResourceNotFoundException e) {
        // That the key is gone does not mean that the channel is.
        if (!calls.pause(attempt, deadline)) {
          return Optional.of(IvsMapping.channel(channel.get(), null));
        }
      }
    }
  }

  /** Gets a channel as one that is created: it is there once its key is, too. */
  private Optional<Channel> getWhole(String arn, Instant deadline) {
    try {
      return getChannel(arn, deadline)
          .map(channel -> IvsMapping.channel(channel, streamKey(arn, deadline)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<software.amazon.awssdk.services.ivs.model.Channel> getChannel(
      String arn, Instant deadline) {
    try {
      return Optional.of(
          calls
              .call(
                  operation("GetChannel", arn),
                  deadline,
                  override -> client.getChannel(r -> r.overrideConfiguration(override).arn(arn)))
              .channel());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private @Nullable StreamKey streamKey(String channelArn, Instant deadline) {
    for (StreamKeySummary key : streamKeys(channelArn, deadline)) {
      var found =
          calls.call(
              operation("GetStreamKey", key.arn()),
              deadline,
              override ->
                  client.getStreamKey(r -> r.overrideConfiguration(override).arn(key.arn())));
      return IvsMapping.streamKey(found.streamKey());
    }
    return null;
  }

  private List<StreamKeySummary> streamKeys(String channelArn, Instant deadline) {
    return calls
        .call(
            operation("ListStreamKeys", channelArn),
            deadline,
            override ->
                client.listStreamKeys(
                    r -> r.overrideConfiguration(override).channelArn(channelArn)))
        .streamKeys();
  }

  @Override
  public List<Channel> find(String name, Map<String, String> tags) {
    return find(name, tags, calls.deadline());
  }

  private List<Channel> find(String name, Map<String, String> tags, Instant deadline) {
    return ResourceSummary.find(list(name, deadline), name, tags, arn -> getWhole(arn, deadline));
  }

  @Override
  public Stream<ResourceSummary> list() {
    return list(null, null);
  }

  private Stream<ResourceSummary> list(@Nullable String name, @Nullable Instant deadline) {
    return calls.pages(
        operation("ListChannels", name == null ? "*" : name),
        deadline,
        (override, token) ->
            client.listChannels(
                r ->
                    r.overrideConfiguration(override)
                        .filterByName(name)
                        .maxResults(PAGE)
                        .nextToken(token)),
        ListChannelsResponse::nextToken,
        page ->
            page.channels().stream()
                .map(c -> new ResourceSummary(c.arn(), AwsNames.orEmpty(c.name()), c.tags())));
  }

  @Override
  public Channel update(String arn, ChannelSettings settings) {
    Instant deadline = calls.deadline();
    var updated =
        calls.call(
            operation("UpdateChannel", arn),
            deadline,
            override ->
                client.updateChannel(
                    IvsMapping.updateRequest(arn, settings)
                        .overrideConfiguration(override)
                        .build()));
    return IvsMapping.channel(updated.channel(), streamKey(arn, deadline));
  }

  @Override
  public void delete(String arn) {
    Instant deadline = calls.deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        calls.call(
            operation("DeleteChannel", arn),
            deadline,
            override -> client.deleteChannel(r -> r.overrideConfiguration(override).arn(arn)));
        return;
      } catch (ResourceNotFoundException e) {
        return;
      } catch (ResourceConflictException live) {
        if (attempt == 0) {
          stop(arn, deadline);
        }
        if (!calls.pause(attempt, deadline)) {
          throw live;
        }
      }
    }
  }

  private void stop(String arn, Instant deadline) {
    try {
      // Without its key an encoder cannot come back once the stream is stopped.
      for (StreamKeySummary key : streamKeys(arn, deadline)) {
        calls.call(
            operation("DeleteStreamKey", key.arn()),
            deadline,
            override ->
                client.deleteStreamKey(r -> r.overrideConfiguration(override).arn(key.arn())));
      }
      calls.call(
          operation("StopStream", arn),
          deadline,
          override -> client.stopStream(r -> r.overrideConfiguration(override).channelArn(arn)));
    } catch (ResourceNotFoundException e) {
      log.debug("{} has stopped being live, or being, by itself", arn);
    }
  }

  private static Operation operation(String name, String resource) {
    return new Operation("ivs", name, resource);
  }
}
