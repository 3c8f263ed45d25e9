package io.streamcat.playback;

import io.streamcat.aws.AwsCalls;
import io.streamcat.playback.ViewerSession.RevocationFailure;
import io.streamcat.signing.PublicKeys;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ivs.IvsClient;

/**
 * The private channels in AWS, independent of users: the keys that verify playback tokens,
 * restriction policies, and revoked viewers.
 *
 * <p>Implementations are thread-safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a subclass if AWS rejects the call or cannot be reached within the operation timeout.
 */
public interface PlaybackService {

  /**
   * Creates a service on an IVS client.
   *
   * @param client the client; the caller closes it
   * @param calls the executor of AWS calls
   * @return a new service
   */
  static PlaybackService create(IvsClient client, AwsCalls calls) {
    return new IvsPlaybackService(client, calls);
  }

  /**
   * Creates a service that gets its delegate on each call, for a delegate that may never be needed.
   *
   * @param service the supplier of the delegate
   * @return a service that delegates each call, and fails if the supplier fails
   */
  static PlaybackService deferred(Supplier<PlaybackService> service) {
    return new DeferredPlaybackService(service);
  }

  /**
   * Returns the keys with which AWS verifies the tokens of a {@link PlaybackTokenSigner}. Each key
   * verifies the tokens of all private channels.
   *
   * @return the playback key pairs of the account and region
   */
  PublicKeys keyPairs();

  /**
   * Returns the policies that restrict the countries and web pages in which channels can be
   * watched.
   *
   * @return the policies of the account and region
   */
  RestrictionPolicies restrictionPolicies();

  /**
   * Ends a viewer's sessions and prevents their tokens from starting new ones. AWS continues after
   * the call has returned.
   *
   * @param session the sessions
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel does not exist
   */
  void revoke(ViewerSession session);

  /**
   * Revokes the sessions of many viewers, 20 in a call and 2 calls a second.
   *
   * @param sessions the sessions
   * @return the failed revocations; empty if all succeeded; unmodifiable
   */
  List<RevocationFailure> revokeAll(Collection<ViewerSession> sessions);
}
