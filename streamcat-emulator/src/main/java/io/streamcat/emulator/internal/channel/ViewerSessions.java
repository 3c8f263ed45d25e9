package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations that revoke viewer sessions, and the check of playback tokens against revocations.
 */
public final class ViewerSessions implements Handler.Group {
  private static final String VERSION = "version";

  private final Account account;

  public ViewerSessions(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "StartViewerSessionRevocation" -> this::revoke;
      case "BatchStartViewerSessionRevocation" -> this::batchRevoke;
      default -> null;
    };
  }

  /** Returns whether a version of a viewer's sessions is revoked. */
  boolean isRevoked(String channelArn, String viewerId, long version) {
    return version <= revoked(channelArn, viewerId);
  }

  /** Returns the greatest revoked version, or -1 if none is revoked. */
  private long revoked(String channelArn, String viewerId) {
    return account
        .store()
        .find(ResourceType.VIEWER_REVOCATION, key(channelArn, viewerId))
        .map(revocation -> ((Number) revocation.attribute(VERSION)).longValue())
        .orElse(-1L);
  }

  private static String key(String channelArn, String viewerId) {
    return channelArn + " " + viewerId;
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

  /** Revokes sessions up to a version. The revoked version never decreases. */
  private Map<String, Object> revoke(Call call) {
    Resource channel = account.require(ResourceType.CHANNEL, call.text("channelArn"));
    long version =
        call.get("viewerSessionVersionsLessThanOrEqualTo") instanceof Number number
            ? number.longValue()
            : 0;
    String viewer = call.text("viewerId");
    account.keep(
        ResourceType.VIEWER_REVOCATION,
        key(channel.key(), viewer),
        channel.key(),
        Map.of(VERSION, Math.max(version, revoked(channel.key(), viewer))),
        call.now());
    return Map.of();
  }
}
