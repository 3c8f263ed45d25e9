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
 * The private channels of users: who may watch them, and who may not any more.
 *
 * <p>Channels are named by the user they belong to. Whether a viewer may watch is the application's
 * to decide before it asks for a token. Tokens matter only for channels whose settings are {@code
 * authorized}; anybody may watch the others. Thread safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.UserNotFoundException} if the owner is not
 * known, and {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner has no
 * channel yet.
 */
public interface UserPlayback {

  /**
   * Creates an instance.
   *
   * @param users finds the channels of users
   * @param playback calls AWS
   * @param signer issues tokens, or null if none are issued
   * @return a new instance
   */
  static UserPlayback create(
      UserProvisioner users, PlaybackService playback, @Nullable PlaybackTokenSigner signer) {
    return new DefaultUserPlayback(users, playback, signer);
  }

  /**
   * Issues a token.
   *
   * @param owner whose channel
   * @param request what the token allows, and for how long
   * @return a new token
   * @throws io.streamcat.exception.StreamCatException if there is no signer
   */
  PlaybackToken token(UserId owner, PlaybackTokenRequest request);

  /**
   * Issues a token and adds it to the address of the channel's playlist.
   *
   * @param owner whose channel
   * @param request what the token allows, and for how long
   * @return the address to give to one viewer's player; as secret as the token
   * @throws io.streamcat.exception.StreamCatException if there is no signer
   */
  URI url(UserId owner, PlaybackTokenRequest request);

  /**
   * Ends a viewer's sessions and keeps their tokens from starting new ones. A viewer who may come
   * back is given tokens of a later version.
   *
   * @param owner whose channel
   * @param viewerId the viewer, as in the tokens: 1 to 40 characters
   * @param version the latest version to revoke, 0 or more
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   * @throws io.streamcat.exception.AwsException if AWS refuses or cannot be reached
   */
  void revoke(UserId owner, String viewerId, int version);
}
