package io.streamcat.operations;

import io.streamcat.broadcast.LiveStream;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

final class DefaultUserChannels implements UserChannels {

  private static final int AT_ONCE = 100;

  private final UserProvisioner users;
  private final Owners owners;
  private final ChannelService channels;
  private final LiveStreams streams;

  DefaultUserChannels(
      UserProvisioner users, ChannelService channels, Clock clock, Duration maxAge) {
    this.users = users;
    this.owners = new Owners(users);
    this.channels = channels;
    this.streams = new LiveStreams(channels, clock, maxAge);
  }

  @Override
  public Ingest ingest(UserId owner) {
    Channel recorded = owners.requireNotSuspended(owner, ResourceKind.CHANNEL, User::channel);
    Channel channel =
        recorded.streamKey() == null
            ? channels.get(recorded.arn()).orElseThrow(() -> missing(owner, "channel"))
            : recorded;
    StreamKey key = channel.streamKey();
    if (key == null) {
      throw missing(owner, "stream key");
    }
    return new Ingest(channel.ingestUrl(), key, channel.srt());
  }

  private static ResourceNotProvisionedException missing(UserId owner, String resource) {
    return new ResourceNotProvisionedException(owner.value(), resource, true);
  }

  @Override
  public List<LiveUser> live() {
    Map<String, LiveStream> live = streams.all();
    List<String> arns = List.copyOf(live.keySet());
    List<LiveUser> found = new ArrayList<>();
    for (int from = 0; from < arns.size(); from += AT_ONCE) {
      for (User user :
          users.findByChannels(arns.subList(from, Math.min(from + AT_ONCE, arns.size())))) {
        Channel channel = user.channel();
        LiveStream stream = channel == null ? null : live.get(channel.arn());
        if (stream != null && !Owners.isLeaving(user) && user.suspension() == null) {
          found.add(new LiveUser(user, stream));
        }
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong((LiveUser one) -> one.stream().viewerCount()).reversed())
        .toList();
  }

  @Override
  public LiveState state(UserId owner) {
    return streams.of(channel(owner).arn());
  }

  @Override
  public User stop(UserId owner) {
    // The stream is stopped first and without a lease, so that pending work cannot delay it.
    String channelArn = channel(owner).arn();
    channels.stopStream(channelArn);
    try {
      return users.rotateStreamKey(owner, LiveChannelPolicy.STOP);
    } catch (UserSuspendedException e) {
      // A suspended user gets no new key; any key that works is revoked again.
      users.suspensions().enforce(channelArn);
      return owners.require(owner);
    }
  }

  @Override
  public void putMetadata(UserId owner, String metadata) {
    channels.putMetadata(channel(owner).arn(), metadata);
  }

  private Channel channel(UserId owner) {
    return owners.require(owner, ResourceKind.CHANNEL, User::channel);
  }
}
