package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The recordings that are to fail when they start, of channels and of stages. */
public final class RecordingFailures {
  private static final String REASON = "reason";

  private final Account account;

  public RecordingFailures(Account account) {
    this.account = account;
  }

  /** Lets the next recording of a channel or of a stage fail. */
  public void plan(Resource recorded, String reason, Instant now) {
    account.keep(
        ResourceType.RECORDING_FAILURE, key(recorded), recorded.key(), Map.of(REASON, reason), now);
  }

  /** Takes the reason for which a recording that starts now fails, if it does. */
  public Optional<String> take(Resource recorded, Instant now) {
    Optional<Resource> failure =
        account.store().find(ResourceType.RECORDING_FAILURE, key(recorded));
    failure.ifPresent(planned -> account.store().remove(planned, now));
    return failure.map(planned -> (String) planned.attribute(REASON));
  }

  private static String key(Resource recorded) {
    return recorded.key() + "/recording-failure";
  }
}
