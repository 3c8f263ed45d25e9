package io.streamcat;

import io.streamcat.error.StreamCatException;
import io.streamcat.playback.PlaybackService;
import io.streamcat.playback.RestrictionPolicies;
import io.streamcat.playback.RevocationFailure;
import io.streamcat.playback.ViewerSession;
import io.streamcat.signing.PublicKeys;
import java.util.Collection;
import java.util.List;

/**
 * Stands in where the application has replaced the service for channels, so that there is no IVS
 * client, and has not brought a service for private channels either.
 */
final class NoPlayback implements PlaybackService {

  @Override
  public PublicKeys keyPairs() {
    throw missing();
  }

  @Override
  public RestrictionPolicies restrictionPolicies() {
    throw missing();
  }

  @Override
  public void revoke(ViewerSession session) {
    throw missing();
  }

  @Override
  public List<RevocationFailure> revokeAll(Collection<ViewerSession> sessions) {
    throw missing();
  }

  private static StreamCatException missing() {
    return new StreamCatException(
        "the service for channels is replaced: set StreamCatBuilder.playbackService or ivsClient,"
            + " too",
        false,
        null);
  }
}
