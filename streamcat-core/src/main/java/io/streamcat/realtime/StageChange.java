package io.streamcat.realtime;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A patch of a stage's settings. */
public final class StageChange extends SettingsChange<StageChange.Member, StageChange> {

  /**
   * The members of {@link StageSettings} that AWS can change. Tags are changed by other operations.
   */
  public enum Member {
    /** {@link StageSettings#recording()}. */
    RECORDING
  }

  private static final StageChange NONE = new StageChange(Map.of());

  private StageChange(Map<Member, @Nullable Object> values) {
    super(values);
  }

  @Override
  protected StageChange of(Map<Member, @Nullable Object> changed) {
    return new StageChange(changed);
  }

  /**
   * Returns the change that changes nothing.
   *
   * @return an empty change
   */
  public static StageChange none() {
    return NONE;
  }

  /**
   * Returns the change that sets every member.
   *
   * @param settings the settings to reach; tags are ignored
   * @return a change of all members
   */
  public static StageChange to(StageSettings settings) {
    return NONE.recording(settings.recording());
  }

  /**
   * Changes the recording of participants.
   *
   * @param value the recording, or null for none
   * @return a change that also sets the recording
   */
  public StageChange recording(@Nullable ParticipantRecording value) {
    return with(Member.RECORDING, value);
  }

  /**
   * Returns settings with this change applied.
   *
   * @param settings the settings before the change
   * @return the settings after the change, with the same tags
   * @throws io.streamcat.exception.InvalidInputException if the recording exceeds a limit
   */
  public StageSettings applyTo(StageSettings settings) {
    StageSettings after =
        values().containsKey(Member.RECORDING)
            ? settings.withRecording((ParticipantRecording) value(Member.RECORDING))
            : settings;
    return after.validated();
  }

  @Override
  public Stage appliedTo(AwsResource resource) {
    Stage stage = (Stage) resource;
    return stage.with(applyTo(stage.settings()));
  }
}
