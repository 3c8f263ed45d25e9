package io.streamcat.live;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class DefaultUserChannels implements UserChannels {

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
  public LiveState state(UserId owner) {
    return streams.of(channel(owner).arn());
  }

  @Override
  public User stop(UserId owner) {
    // First of all, and without a lease: whatever else is pending or busy, the broadcast ends.
    channels.stopStream(channel(owner).arn());
    return users.rotateStreamKey(owner, LiveChannelPolicy.STOP);
  }

  @Override
  public User changeType(
      UserId owner, ChannelType type, @Nullable TranscodePreset preset, LiveChannelPolicy policy) {
    return users.changeChannel(owner, change -> change.type(type).preset(preset), policy);
  }

  @Override
  public User changePrivacy(UserId owner, boolean isPrivate, LiveChannelPolicy policy) {
    return users.changeChannel(owner, change -> change.authorized(isPrivate), policy);
  }

  @Override
  public void putMetadata(UserId owner, String metadata) {
    channels.putMetadata(channel(owner).arn(), metadata);
  }

  private Channel channel(UserId owner) {
    return owners.require(owner, ResourceKind.CHANNEL, User::channel);
  }
}
