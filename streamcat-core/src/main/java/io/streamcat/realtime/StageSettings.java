package io.streamcat.realtime;

import io.streamcat.aws.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CreateStage accepts besides the name; immutable and checked.
 *
 * <p>CreateStage can also return first participant tokens. They are not offered: if its answer is
 * lost they are lost too, whereas CreateParticipantToken can simply be called again.
 *
 * @param recording how participants are recorded, or null for no recording
 * @param tags tags besides StreamCat's own; unmodifiable
 */
public record StageSettings(@Nullable ParticipantRecording recording, Map<String, String> tags) {

  /**
   * Checks and copies what needs it.
   *
   * @param recording how participants are recorded
   * @param tags tags besides StreamCat's own
   */
  public StageSettings {
    tags = Tags.checked("tags", tags);
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
   * @param value tags by key, at most 47
   * @return changed settings
   */
  public StageSettings withTags(Map<String, String> value) {
    return new StageSettings(recording, value);
  }
}
