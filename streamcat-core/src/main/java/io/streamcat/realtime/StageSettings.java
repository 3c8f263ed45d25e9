package io.streamcat.realtime;

import io.streamcat.aws.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CreateStage accepts besides the name; immutable.
 *
 * <p>CreateStage can also return first participant tokens. They are not offered: if its answer is
 * lost they are lost too, whereas CreateParticipantToken can simply be called again.
 *
 * @param recording how participants are recorded, or null for no recording
 * @param tags tags besides StreamCat's own; unmodifiable
 */
public record StageSettings(@Nullable ParticipantRecording recording, Map<String, String> tags) {

  /**
   * Copies what needs it, and checks nothing: AWS may answer what it accepts from no caller.
   *
   * @param recording how participants are recorded
   * @param tags tags besides StreamCat's own
   */
  public StageSettings {
    tags = Tags.copied(tags);
  }

  /**
   * Returns these settings if a request may carry them; the services see to it.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting breaks a limit
   */
  public StageSettings validated() {
    if (recording != null) {
      recording.validated();
    }
    Tags.checked("tags", tags);
    return this;
  }

  /**
   * Returns AWS's defaults: no recording, no tags.
   *
   * @return the defaults
   */
  public static StageSettings defaults() {
    return new StageSettings(null, Map.of());
  }

  /**
   * Changes how participants are recorded.
   *
   * @param value how, or null for no recording
   * @return changed settings
   */
  public StageSettings withRecording(@Nullable ParticipantRecording value) {
    return new StageSettings(value, tags);
  }

  /**
   * Changes the tags.
   *
   * @param value tags by key, at most 45
   * @return changed settings
   * @throws io.streamcat.exception.InvalidInputException if a tag breaks a limit
   */
  public StageSettings withTags(Map<String, String> value) {
    return new StageSettings(recording, Tags.checked("tags", value));
  }
}
