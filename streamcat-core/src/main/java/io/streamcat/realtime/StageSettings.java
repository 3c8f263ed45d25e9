package io.streamcat.realtime;

import io.streamcat.aws.internal.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that CreateStage accepts besides the name; immutable.
 *
 * <p>CreateStage can also return first participant tokens. StreamCat does not offer them: they
 * would be lost with a lost response, whereas CreateParticipantToken can be called again.
 *
 * @param recording the settings for recording participants, or null for no recording
 * @param tags the tags other than StreamCat's own; unmodifiable
 */
public record StageSettings(@Nullable ParticipantRecording recording, Map<String, String> tags) {

  /**
   * Copies what needs it, and checks nothing: AWS may return values that it accepts from no caller.
   */
  public StageSettings {
    tags = Tags.copied(tags);
  }

  /**
   * Returns these settings if a request may contain them. Services call this method.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
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
   * Changes the settings for recording participants.
   *
   * @param value the settings, or null for no recording
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
   * @throws io.streamcat.exception.InvalidInputException if a tag exceeds a limit
   */
  public StageSettings withTags(Map<String, String> value) {
    return new StageSettings(recording, Tags.checked("tags", value));
  }
}
