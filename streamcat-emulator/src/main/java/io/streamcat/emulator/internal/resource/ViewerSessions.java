package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The revocation of viewer sessions, against which playback tokens are checked. */
final class ViewerSessions {
  private final Account account;
  private final Map<Viewer, Long> revokedVersions = new HashMap<>();

  ViewerSessions(Account account) {
    this.account = account;
  }

  /** Someone who watches a channel, by the identifier that the application gave. */
  private record Viewer(String channelArn, String viewerId) {}

  void register(Handler.Registry registry) {
    registry.add("StartViewerSessionRevocation", this::revoke);
    registry.add("BatchStartViewerSessionRevocation", this::batchRevoke);
  }

  /** Tells whether a version of a viewer's sessions has been revoked. */
  boolean isRevoked(String channelArn, String viewerId, long version) {
    Long revoked = revokedVersions.get(new Viewer(channelArn, viewerId));
    return revoked != null && version <= revoked;
  }

  /** Forgets all revocations, when everything is forgotten. */
  void clear() {
    revokedVersions.clear();
  }

  private Map<String, Object> batchRevoke(Call call) {
    List<Map<String, Object>> errors = new ArrayList<>();
    for (Object element : call.list("viewerSessions")) {
      Call session = call.within(element);
      try {
        revoke(session);
      } catch (ApiException e) {
        errors.add(
            Map.of(
                "channelArn", session.text("channelArn"),
                "viewerId", session.text("viewerId"),
                "code", e.code(),
                "message", String.valueOf(e.getMessage())));
      }
    }
    return Map.of("errors", errors);
  }

  /** A revocation never takes back an earlier one of more versions. */
  private Map<String, Object> revoke(Call call) {
    Resource channel = account.require(ResourceType.CHANNEL, call.text("channelArn"));
    long version =
        call.get("viewerSessionVersionsLessThanOrEqualTo") instanceof Number number
            ? number.longValue()
            : 0;
    revokedVersions.merge(new Viewer(channel.key(), call.text("viewerId")), version, Math::max);
    return Map.of();
  }
}
