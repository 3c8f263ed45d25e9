package io.streamcat.channel;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsNames;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.Tags;
import io.streamcat.error.AwsFailure;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.error.ResourceNotFoundException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.GetChannelResponse;
import software.amazon.awssdk.services.ivs.model.ListChannelsResponse;
import software.amazon.awssdk.services.ivs.model.StreamState;

final class IvsChannelService implements ChannelService {

  private static final Logger log = LoggerFactory.getLogger(IvsChannelService.class);
  private static final String IAM_SERVICE = "ivs";
  private static final int PAGE = 100;
  private static final int BATCH = 50;

  private final IvsClient client;
  private final AwsCalls calls;
  private final IvsStreamKeys keys;
  private final IvsStreams streams;

  IvsChannelService(IvsClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls.with(client.serviceClientConfiguration());
    this.keys = new IvsStreamKeys(client, this.calls);
    this.streams = new IvsStreams(client, this.calls);
  }

  @Override
  public Channel create(String name, ChannelSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    return calls.create(
        operation("CreateChannel", name),
        calls.deadline(),
        override -> {
          var created =
              client.createChannel(
                  IvsMapping.createRequest(name, settings.toBuilder().tags(tags).build())
                      .overrideConfiguration(override)
                      .build());
          return IvsMapping.channel(
              created.channel(),
              created.streamKey() == null ? null : IvsMapping.streamKey(created.streamKey()));
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
        return Optional.of(IvsMapping.channel(channel.get(), keys.of(arn, deadline)));
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
          .map(channel -> IvsMapping.channel(channel, keys.of(arn, deadline)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<software.amazon.awssdk.services.ivs.model.Channel> getChannel(
      String arn, Instant deadline) {
    return calls
        .callIfThere(
            operation("GetChannel", arn),
            deadline,
            override -> client.getChannel(r -> r.overrideConfiguration(override).arn(arn)))
        .map(GetChannelResponse::channel);
  }

  @Override
  public Map<String, Channel> getAll(Collection<String> arns) {
    List<String> all = List.copyOf(new LinkedHashSet<>(arns));
    Map<String, Channel> found = new HashMap<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<String> batch = all.subList(from, Math.min(from + BATCH, all.size()));
      Instant deadline = calls.deadline();
      batchGet(batch, deadline).forEach(channel -> found.put(channel.arn(), channel));
      // The codes a batch gives for what it leaves out are not documented; GetChannel's are.
      for (String arn : batch) {
        if (!found.containsKey(arn)) {
          getChannel(arn, deadline)
              .ifPresent(channel -> found.put(arn, IvsMapping.channel(channel, null)));
        }
      }
    }
    return Map.copyOf(found);
  }

  private List<Channel> batchGet(List<String> arns, Instant deadline) {
    return calls
        .call(
            operation("BatchGetChannel", "*"),
            deadline,
            override -> client.batchGetChannel(r -> r.overrideConfiguration(override).arns(arns)))
        .channels()
        .stream()
        .map(channel -> IvsMapping.channel(channel, null))
        .toList();
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
    settings.validated();
    var updated =
        calls.call(
            operation("UpdateChannel", arn),
            calls.deadline(),
            override ->
                client.updateChannel(
                    IvsMapping.updateRequest(arn, settings)
                        .overrideConfiguration(override)
                        .build()));
    return IvsMapping.channel(updated.channel(), null);
  }

  @Override
  public void delete(String arn) {
    Instant deadline = calls.deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        calls.callIfThere(
            operation("DeleteChannel", arn),
            deadline,
            override -> client.deleteChannel(r -> r.overrideConfiguration(override).arn(arn)));
        return;
      } catch (ResourceConflictException live) {
        if (attempt == 0) {
          // Without its key an encoder cannot come back once the stream is stopped.
          keys.arns(arn, deadline).forEach(key -> keys.delete(key, deadline));
          stop(arn, deadline);
        }
        if (!calls.pause(attempt, deadline)) {
          throw live;
        }
      }
    }
  }

  @Override
  public boolean isLive(String arn) {
    return isLive(arn, calls.deadline());
  }

  private boolean isLive(String arn, Instant deadline) {
    return calls
        .callIfThere(
            operation("GetStream", arn),
            deadline,
            override -> client.getStream(r -> r.overrideConfiguration(override).channelArn(arn)))
        .filter(answer -> answer.stream().state() != StreamState.OFFLINE)
        .isPresent();
  }

  @Override
  public Map<String, LiveStream> liveStreams() {
    return streams.live();
  }

  @Override
  public Optional<StreamSession> streamSession(String channelArn, String streamId) {
    return streams.session(channelArn, streamId);
  }

  @Override
  public Stream<String> streamSessions(String channelArn) {
    return streams.sessions(channelArn);
  }

  @Override
  public void putMetadata(String channelArn, String metadata) {
    streams.putMetadata(channelArn, metadata);
  }

  @Override
  public void stopStream(String arn) {
    Instant deadline = calls.deadline();
    if (!stop(arn, deadline)) {
      return;
    }
    for (int attempt = 0; isLive(arn, deadline); attempt++) {
      if (!calls.pause(attempt, deadline)) {
        throw new ResourceConflictException(
            new AwsFailure(IAM_SERVICE, "StopStream", arn, "the stream did not end", null, 0),
            null);
      }
    }
  }

  /** Returns false if there is no stream. */
  private boolean stop(String arn, Instant deadline) {
    boolean stopped =
        calls
            .callIfThere(
                operation("StopStream", arn),
                deadline,
                override ->
                    client.stopStream(r -> r.overrideConfiguration(override).channelArn(arn)))
            .isPresent();
    if (!stopped) {
      log.debug("{} has stopped being live, or being, by itself", arn);
    }
    return stopped;
  }

  @Override
  public List<String> streamKeys(String channelArn) {
    return keys.arns(channelArn, calls.deadline());
  }

  @Override
  public StreamKey createStreamKey(String channelArn) {
    return keys.create(channelArn, calls.deadline());
  }

  @Override
  public void deleteStreamKey(String arn) {
    keys.delete(arn, calls.deadline());
  }

  static Operation operation(String name, String resource) {
    return new Operation(IAM_SERVICE, name, resource);
  }
}
