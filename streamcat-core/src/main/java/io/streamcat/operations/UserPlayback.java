package io.streamcat.operations;

import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.UserId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The playback of users' private channels: tokens and revocations.
 *
 * <pre>{@code
 * PlaybackTokenRequest request =
 *     PlaybackTokenRequest.builder(Duration.ofMinutes(5)).viewerId("viewer-4711").build();
 * URI url = streamcat.playback().url(todd.id(), request); // for this viewer's player
 * streamcat.playback().revoke(todd.id(), "viewer-4711", 0);
 * }</pre>
 *
 * <p>A channel is named by its owner. The application decides whether a viewer may watch before it
 * asks for a token. Tokens matter only for channels whose settings are {@code authorized}; every
 * viewer may watch the other channels. Thread-safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.UserNotFoundException} if the owner does not
 * exist, and {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner has no
 * channel yet.
 */
public interface UserPlayback {

  /**
   * Creates an instance.
   *
   * @param users the provisioner, which finds the channels of users
   * @param playback the private channels in AWS
   * @param signer the signer of tokens, or null if no tokens are issued
   * @return a new instance
   */
  static UserPlayback create(
      UserProvisioner users, PlaybackService playback, @Nullable PlaybackTokenSigner signer) {
    return new DefaultUserPlayback(users, playback, signer);
  }

  /**
   * Issues a token.
   *
   * @param owner the owner of the channel
   * @param request the permissions and the lifetime of the token
   * @return a new token
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the viewer is suspended
   * @throws io.streamcat.exception.StreamCatException if no signer is set
   */
  PlaybackToken token(UserId owner, PlaybackTokenRequest request);

  /**
   * Issues a token and adds it to the URL of the channel's playlist.
   *
   * @param owner the owner of the channel
   * @param request the permissions and the lifetime of the token
   * @return the URL for one viewer's player; as secret as the token
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the viewer is suspended
   * @throws io.streamcat.exception.StreamCatException if no signer is set
   */
  URI url(UserId owner, PlaybackTokenRequest request);

  /**
   * Ends a viewer's sessions and prevents their tokens from starting new ones. To readmit the
   * viewer, an application issues tokens of a later version.
   *
   * @param owner the owner of the channel
   * @param viewerId the viewer, as in the tokens: 1 to 40 characters
   * @param version the latest version to revoke, 0 or more
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   * @throws io.streamcat.exception.AwsException if AWS rejects the call or cannot be reached
   */
  void revoke(UserId owner, String viewerId, int version);
}
