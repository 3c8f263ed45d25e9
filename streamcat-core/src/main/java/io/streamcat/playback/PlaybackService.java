package io.streamcat.playback;

import io.streamcat.aws.AwsCalls;
import io.streamcat.signing.PublicKeys;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ivs.IvsClient;

/**
 * What AWS knows of private channels: the keys that verify playback tokens, restriction policies,
 * and revoked viewers. It knows nothing of users.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface PlaybackService {

  /**
   * Creates a service on an IVS client.
   *
   * @param client the client; it stays the caller's to close
   * @param calls how calls are made
   * @return a new service
   */
  static PlaybackService create(IvsClient client, AwsCalls calls) {
    return new IvsPlaybackService(client, calls);
  }

  /**
   * Stands for a service that may never be needed.
   *
   * @param service gets the service, at each call
   * @return a service that does what that one does, and fails as getting it fails
   */
  static PlaybackService deferred(Supplier<PlaybackService> service) {
    return new DeferredPlaybackService(service);
  }

  /**
   * Returns the keys with which AWS verifies the tokens of a {@link PlaybackTokenSigner}; each
   * verifies the tokens of all private channels.
   *
   * @return the playback key pairs of the account and region
   */
  PublicKeys keyPairs();

  /**
   * Returns the policies that say where, and on which pages, channels may be watched.
   *
   * @return the policies of the account and region
   */
  RestrictionPolicies restrictionPolicies();

  /**
   * Ends a viewer's sessions and keeps their tokens from starting new ones; AWS works at it after
   * the call has returned.
   *
   * @param session which sessions
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such channel
   */
  void revoke(ViewerSession session);

  /**
   * Does the same for many viewers, 20 in a call and 2 calls a second.
   *
   * @param sessions which sessions
   * @return what was not revoked; empty if everything was; unmodifiable
   */
  List<RevocationFailure> revokeAll(Collection<ViewerSession> sessions);
}
