package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The planned failures of recordings of channels and stages at their start. */
public final class RecordingFailures {
  private static final String REASON = "reason";

  private final Account account;

  public RecordingFailures(Account account) {
    this.account = account;
  }

  /** Plans a failure of the next recording of a channel or a stage. */
  public void plan(Resource recorded, String reason, Instant now) {
    account.keep(
        ResourceType.RECORDING_FAILURE, key(recorded), recorded.key(), Map.of(REASON, reason), now);
  }

  /** Removes and returns the planned failure of a recording that starts now, if any. */
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
