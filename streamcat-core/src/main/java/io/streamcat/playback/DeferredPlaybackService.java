package io.streamcat.playback;

import io.streamcat.playback.ViewerSession.RevocationFailure;
import io.streamcat.signing.PublicKeys;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** A service that gets its delegate on each call. */
record DeferredPlaybackService(Supplier<PlaybackService> service) implements PlaybackService {

  @Override
  public PublicKeys keyPairs() {
    return service.get().keyPairs();
  }

  @Override
  public RestrictionPolicies restrictionPolicies() {
    return service.get().restrictionPolicies();
  }

  @Override
  public void revoke(ViewerSession session) {
    service.get().revoke(session);
  }

  @Override
  public List<RevocationFailure> revokeAll(Collection<ViewerSession> sessions) {
    return service.get().revokeAll(sessions);
  }
}
