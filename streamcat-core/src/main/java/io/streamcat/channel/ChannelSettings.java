package io.streamcat.channel;

import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.Check;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that CreateChannel accepts besides the name, with AWS's defaults; immutable.
 *
 * @param type the type, which determines accepted input and transcoding
 * @param latencyMode the delay of the viewers
 * @param preset the use of bandwidth by an advanced type; null for the other types
 * @param authorized whether viewers need a playback authorization token
 * @param insecureIngest whether RTMP without TLS is accepted
 * @param recordingConfigurationArn the ARN of the recording configuration, or null for no recording
 * @param playbackRestrictionPolicyArn the ARN of the policy that restricts countries and origins,
 *     or null for no restriction
 * @param containerFormat the container of the segments
 * @param multitrackInput the settings for input of several renditions, or null if it is not
 *     accepted
 * @param tags the tags other than StreamCat's own; unmodifiable
 */
public record ChannelSettings(
    ChannelType type,
    LatencyMode latencyMode,
    @Nullable TranscodePreset preset,
    boolean authorized,
    boolean insecureIngest,
    @Nullable String recordingConfigurationArn,
    @Nullable String playbackRestrictionPolicyArn,
    ContainerFormat containerFormat,
    @Nullable MultitrackInput multitrackInput,
    Map<String, String> tags) {

  private static final Pattern RECORDING_CONFIGURATION =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:recording-configuration/[a-zA-Z0-9-]+");
  private static final Pattern RESTRICTION_POLICY =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:playback-restriction-policy/[a-zA-Z0-9-]+");

  private static final ChannelSettings DEFAULTS = builder().build();

  /**
   * Copies what needs it, and checks nothing: AWS may return values that it accepts from no caller.
   */
  public ChannelSettings {
    tags = Tags.copied(tags);
  }

  /**
   * Returns these settings if a request may contain them. Builders and services call this method.
   *
   * @return this
   * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
   */
  public ChannelSettings validated() {
    boolean advanced = type == ChannelType.ADVANCED_SD || type == ChannelType.ADVANCED_HD;
    Check.that(
        preset == null || advanced,
        "preset",
        "unset unless the type is ADVANCED_SD or ADVANCED_HD",
        "is " + preset + " for type " + type);
    checkArn("recordingConfigurationArn", recordingConfigurationArn, RECORDING_CONFIGURATION);
    checkArn("playbackRestrictionPolicyArn", playbackRestrictionPolicyArn, RESTRICTION_POLICY);
    if (multitrackInput != null) {
      multitrackInput.validated();
      Check.that(
          type == ChannelType.STANDARD,
          "multitrackInput",
          "unset unless the type is STANDARD",
          "is set for type " + type);
      Check.that(
          containerFormat == ContainerFormat.FRAGMENTED_MP4,
          "multitrackInput",
          "unset unless the container format is FRAGMENTED_MP4",
          "is set for container format " + containerFormat);
    }
    Tags.checked("tags", tags);
    return this;
  }

  private static void checkArn(String field, @Nullable String arn, Pattern pattern) {
    if (arn != null) {
      Check.length(field, arn, 1, 128);
      Check.matches(field, arn, pattern, "an ARN of its kind");
    }
  }

  /**
   * Returns AWS's defaults: STANDARD, LOW, public, not recorded.
   *
   * @return the defaults
   */
  public static ChannelSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the settings of the StreamCat application: BASIC and LOW.
   *
   * @return StreamCat's settings
   */
  public static ChannelSettings streamCat() {
    return builder().type(ChannelType.BASIC).latencyMode(LatencyMode.LOW).build();
  }

  /**
   * Creates a builder with AWS's defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Creates a builder with these settings.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.type = type;
    builder.latencyMode = latencyMode;
    builder.preset = preset;
    builder.authorized = authorized;
    builder.insecureIngest = insecureIngest;
    builder.recordingConfigurationArn = recordingConfigurationArn;
    builder.playbackRestrictionPolicyArn = playbackRestrictionPolicyArn;
    builder.containerFormat = containerFormat;
    builder.multitrackInput = multitrackInput;
    builder.tags = tags;
    return builder;
  }

  /** A builder of {@link ChannelSettings}; not thread-safe. */
  public static final class Builder {

    private ChannelType type = ChannelType.STANDARD;
    private LatencyMode latencyMode = LatencyMode.LOW;
    private @Nullable TranscodePreset preset;
    private boolean authorized;
    private boolean insecureIngest;
    private @Nullable String recordingConfigurationArn;
    private @Nullable String playbackRestrictionPolicyArn;
    private ContainerFormat containerFormat = ContainerFormat.TS;
    private @Nullable MultitrackInput multitrackInput;
    private Map<String, String> tags = Map.of();

    private Builder() {}

    /**
     * Sets the type.
     *
     * @param value the type
     * @return this
     */
    public Builder type(ChannelType value) {
      type = Check.given("type", value);
      return this;
    }

    /**
     * Sets the latency mode.
     *
     * @param value the latency mode
     * @return this
     */
    public Builder latencyMode(LatencyMode value) {
      latencyMode = Check.given("latencyMode", value);
      return this;
    }

    /**
     * Sets the preset of an advanced type.
     *
     * @param value the preset, or null
     * @return this
     */
    public Builder preset(@Nullable TranscodePreset value) {
      preset = value;
      return this;
    }

    /**
     * Sets the privacy: viewers of a private channel need a playback token.
     *
     * @param value true for a private channel
     * @return this
     */
    public Builder authorized(boolean value) {
      authorized = value;
      return this;
    }

    /**
     * Sets the permission to ingest over RTMP without TLS.
     *
     * @param value true to accept RTMP without TLS
     * @return this
     */
    public Builder insecureIngest(boolean value) {
      insecureIngest = value;
      return this;
    }

    /**
     * Sets the recording configuration.
     *
     * @param value the ARN of a recording configuration, or null for no recording
     * @return this
     */
    public Builder recordingConfigurationArn(@Nullable String value) {
      recordingConfigurationArn = value;
      return this;
    }

    /**
     * Sets the playback restriction policy, which limits countries and origins.
     *
     * @param value the ARN of a playback restriction policy, or null for none
     * @return this
     */
    public Builder playbackRestrictionPolicyArn(@Nullable String value) {
      playbackRestrictionPolicyArn = value;
      return this;
    }

    /**
     * Sets the container of the segments.
     *
     * @param value the container format
     * @return this
     */
    public Builder containerFormat(ContainerFormat value) {
      containerFormat = Check.given("containerFormat", value);
      return this;
    }

    /**
     * Sets multitrack input, through which an encoder sends several renditions at once.
     *
     * @param value the settings, or null to reject multitrack input
     * @return this
     */
    public Builder multitrackInput(@Nullable MultitrackInput value) {
      multitrackInput = value;
      return this;
    }

    /**
     * Sets the tags, replacing earlier ones.
     *
     * @param value tags by key, at most 45
     * @return this
     */
    public Builder tags(Map<String, String> value) {
      tags = Check.given("tags", value);
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return new settings
     * @throws io.streamcat.exception.InvalidInputException if a setting exceeds a limit
     */
    public ChannelSettings build() {
      return new ChannelSettings(
              type,
              latencyMode,
              preset,
              authorized,
              insecureIngest,
              recordingConfigurationArn,
              playbackRestrictionPolicyArn,
              containerFormat,
              multitrackInput,
              tags)
          .validated();
    }
  }
}
