package io.streamcat.operations;

import io.streamcat.channel.Channel;
import io.streamcat.exception.StreamCatException;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.playback.ViewerSession;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

final class DefaultUserPlayback implements UserPlayback {

  private final Owners owners;
  private final PlaybackService playback;
  private final @Nullable PlaybackTokenSigner signer;

  DefaultUserPlayback(
      UserProvisioner users, PlaybackService playback, @Nullable PlaybackTokenSigner signer) {
    this.owners = new Owners(users);
    this.playback = playback;
    this.signer = signer;
  }

  @Override
  public PlaybackToken token(UserId owner, PlaybackTokenRequest request) {
    return sign(channelForToken(owner, request), request);
  }

  @Override
  public URI url(UserId owner, PlaybackTokenRequest request) {
    Channel channel = channelForToken(owner, request);
    return sign(channel, request).appendTo(channel.playbackUrl());
  }

  @Override
  public void revoke(UserId owner, String viewerId, int version) {
    playback.revoke(new ViewerSession(channel(owner).arn(), viewerId, version));
  }

  private PlaybackToken sign(Channel channel, PlaybackTokenRequest request) {
    if (signer == null) {
      throw new StreamCatException(
          "no playback token is issued: set playbackSigningKey in StreamCatBuilder.services(…)",
          false,
          null);
    }
    return signer.sign(channel.arn(), request);
  }

  private Channel channelForToken(UserId owner, PlaybackTokenRequest request) {
    Channel channel = owners.requireNotSuspended(owner, ResourceKind.CHANNEL, User::channel);
    owners.refuseSuspended(request.viewerId(), owner);
    return channel;
  }

  private Channel channel(UserId owner) {
    return owners.require(owner, ResourceKind.CHANNEL, User::channel);
  }
}
