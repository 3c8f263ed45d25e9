package io.streamcat.channel;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.aws.internal.Tags;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.broadcast.StreamSession;
import io.streamcat.exception.AwsFailure;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
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
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.StreamState;

final class IvsChannelService extends ResourceService<Channel> implements ChannelService {

  private static final Logger log = LoggerFactory.getLogger(IvsChannelService.class);
  private static final String IAM_SERVICE = "ivs";
  private static final int PAGE = 100;
  private static final int BATCH = 50;

  private final IvsClient client;
  private final IvsStreamKeys keys;
  private final IvsStreams streams;

  IvsChannelService(IvsClient client, AwsCalls calls) {
    super(
        calls.with(client.serviceClientConfiguration()),
        new Names(IAM_SERVICE, "Channel", "ListChannels", true));
    this.client = client;
    this.keys = new IvsStreamKeys(client, calls());
    this.streams = new IvsStreams(client, calls());
  }

  @Override
  public Channel create(String name, ChannelSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    return create(
        "Create",
        name,
        tags,
        override -> {
          var created =
              client.createChannel(
                  IvsMapping.createRequest(name, settings.toBuilder().tags(tags).build())
                      .overrideConfiguration(override)
                      .build());
          return IvsMapping.channel(created.channel(), IvsMapping.streamKey(created.streamKey()));
        });
  }

  @Override
  protected Channel get(AwsRequestOverrideConfiguration override, String arn) {
    return IvsMapping.channel(
        client.getChannel(r -> r.overrideConfiguration(override).arn(arn)).channel(), null);
  }

  @Override
  protected Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token) {
    var page =
        client.listChannels(
            r ->
                r.overrideConfiguration(override)
                    .filterByName(name)
                    .maxResults(PAGE)
                    .nextToken(token));
    return new Page(
        required(page.hasChannels(), page.channels()).stream()
            .map(c -> new ResourceSummary(c.arn(), orEmpty(c.name()), c.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  protected void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deleteChannel(r -> r.overrideConfiguration(override).arn(arn));
  }

  @Override
  public Optional<Channel> get(String arn) {
    Instant deadline = calls().deadline();
    Instant began = calls().settings().clock().instant();
    for (int attempt = 0; ; attempt++) {
      Optional<Channel> channel = get(arn, deadline);
      try {
        return channel.map(found -> found.with(keys.of(arn, deadline)));
      } catch (ResourceNotFoundException e) {
        // A list may show a key that was just deleted, or one that cannot be read yet.
        if (calls().areListsCurrent(began) || !calls().pause(attempt, deadline)) {
          return channel;
        }
      }
    }
  }

  /** Gets a channel with its key, or without it if the key is not found now. */
  @Override
  protected Optional<Channel> getFound(String arn, Instant deadline) {
    return get(arn, deadline)
        .map(
            channel -> {
              try {
                return channel.with(keys.of(arn, deadline));
              } catch (ResourceNotFoundException e) {
                return channel;
              }
            });
  }

  @Override
  protected boolean isWhole(Channel found) {
    return found.streamKey() != null;
  }

  @Override
  public Map<String, Channel> getAll(Collection<String> arns) {
    List<String> all = List.copyOf(new LinkedHashSet<>(arns));
    Map<String, Channel> found = new HashMap<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<String> batch = all.subList(from, Math.min(from + BATCH, all.size()));
      Instant deadline = calls().deadline();
      batchGet(batch, deadline).forEach(channel -> found.put(channel.arn(), channel));
      // The error codes that a batch returns for omitted channels are undocumented; those of
      // GetChannel are documented.
      for (String arn : batch) {
        if (!found.containsKey(arn)) {
          get(arn, deadline).ifPresent(channel -> found.put(arn, channel));
        }
      }
    }
    return Map.copyOf(found);
  }

  private List<Channel> batchGet(List<String> arns, Instant deadline) {
    return calls()
        .call(
            operation("BatchGetChannel", "*"),
            deadline,
            override ->
                client
                    .batchGetChannel(r -> r.overrideConfiguration(override).arns(arns))
                    .channels()
                    .stream()
                    .map(channel -> IvsMapping.channel(channel, null))
                    .toList());
  }

  @Override
  public Channel update(String arn, ChannelSettings settings) {
    settings.validated();
    return calls()
        .call(
            operation("UpdateChannel", arn),
            calls().deadline(),
            override ->
                IvsMapping.channel(
                    client
                        .updateChannel(
                            IvsMapping.updateRequest(arn, settings)
                                .overrideConfiguration(override)
                                .build())
                        .channel(),
                    null));
  }

  @Override
  public void delete(String arn) {
    Instant deadline = calls().deadline();
    for (int attempt = 0; ; attempt++) {
      try {
        delete(arn, deadline);
        return;
      } catch (ResourceConflictException live) {
        if (attempt == 0) {
          // Without its key, an encoder cannot reconnect after the stream is stopped.
          keys.arns(arn, deadline).forEach(key -> keys.delete(key, deadline));
          stop(arn, deadline);
        }
        if (!calls().pause(attempt, deadline)) {
          throw live;
        }
      }
    }
  }

  @Override
  public boolean isLive(String arn) {
    return isLive(arn, calls().deadline());
  }

  private boolean isLive(String arn, Instant deadline) {
    return calls()
        .callIfThere(
            operation("GetStream", arn),
            deadline,
            override ->
                required(
                    client
                        .getStream(r -> r.overrideConfiguration(override).channelArn(arn))
                        .stream(),
                    "stream"))
        .filter(stream -> stream.state() != StreamState.OFFLINE)
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
    Instant deadline = calls().deadline();
    if (!stop(arn, deadline)) {
      return;
    }
    for (int attempt = 0; isLive(arn, deadline); attempt++) {
      if (!calls().pause(attempt, deadline)) {
        throw new ResourceConflictException(
            new AwsFailure(IAM_SERVICE, "StopStream", arn, "the stream did not end", null, 0),
            null);
      }
    }
  }

  /** Stops the stream. Returns false if the channel has none. */
  private boolean stop(String arn, Instant deadline) {
    boolean stopped =
        calls()
            .callIfThere(
                operation("StopStream", arn),
                deadline,
                override ->
                    client.stopStream(r -> r.overrideConfiguration(override).channelArn(arn)))
            .isPresent();
    if (!stopped) {
      log.debug("{} is not live, or does not exist", arn);
    }
    return stopped;
  }

  @Override
  public List<String> streamKeys(String channelArn) {
    return keys.arns(channelArn, calls().deadline());
  }

  @Override
  public StreamKey createStreamKey(String channelArn, Map<String, String> tags) {
    return keys.create(channelArn, Tags.checked("tags", tags), calls().deadline());
  }

  @Override
  public void deleteStreamKey(String arn) {
    keys.delete(arn, calls().deadline());
  }

  static Operation operation(String name, String resource) {
    return new Operation(IAM_SERVICE, name, resource);
  }

  @Override
  public void rename(String arn, String name) {
    AwsNames.check("name", name);
    rename(
        arn,
        override ->
            IvsMapping.channel(
                client
                    .updateChannel(r -> r.overrideConfiguration(override).arn(arn).name(name))
                    .channel(),
                null));
  }

  @Override
  public void tag(String arn, Map<String, String> tags) {
    tag(
        arn,
        override ->
            client.tagResource(r -> r.overrideConfiguration(override).resourceArn(arn).tags(tags)));
  }

  @Override
  public void untag(String arn, Collection<String> keys) {
    untag(
        arn,
        override ->
            client.untagResource(
                r -> r.overrideConfiguration(override).resourceArn(arn).tagKeys(keys)));
  }
}
