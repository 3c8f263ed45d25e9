package io.streamcat.channel;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.exception.Check;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A patch of a channel's settings. */
public final class ChannelChange extends SettingsChange<ChannelChange.Member, ChannelChange> {

  /**
   * The members of {@link ChannelSettings} that AWS can change. Tags are changed by other
   * operations.
   */
  public enum Member {
    /** {@link ChannelSettings#type()}. */
    TYPE,
    /** {@link ChannelSettings#latencyMode()}. */
    LATENCY_MODE,
    /** {@link ChannelSettings#preset()}. */
    PRESET,
    /** {@link ChannelSettings#authorized()}. */
    AUTHORIZED,
    /** {@link ChannelSettings#insecureIngest()}. */
    INSECURE_INGEST,
    /** {@link ChannelSettings#recordingConfigurationArn()}. */
    RECORDING_CONFIGURATION_ARN,
    /** {@link ChannelSettings#playbackRestrictionPolicyArn()}. */
    PLAYBACK_RESTRICTION_POLICY_ARN,
    /** {@link ChannelSettings#containerFormat()}. */
    CONTAINER_FORMAT,
    /** {@link ChannelSettings#multitrackInput()}. */
    MULTITRACK_INPUT
  }

  private static final ChannelChange NONE = new ChannelChange(Map.of());

  private ChannelChange(Map<Member, @Nullable Object> values) {
    super(values);
  }

  @Override
  protected ChannelChange of(Map<Member, @Nullable Object> changed) {
    return new ChannelChange(changed);
  }

  /**
   * Returns the change that changes nothing.
   *
   * @return an empty change
   */
  public static ChannelChange none() {
    return NONE;
  }

  /**
   * Returns the change that sets every member.
   *
   * @param settings the settings to reach; tags are ignored
   * @return a change of all members
   */
  public static ChannelChange to(ChannelSettings settings) {
    Map<Member, @Nullable Object> values = new EnumMap<>(Member.class);
    values.put(Member.TYPE, settings.type());
    values.put(Member.LATENCY_MODE, settings.latencyMode());
    values.put(Member.PRESET, settings.preset());
    values.put(Member.AUTHORIZED, settings.authorized());
    values.put(Member.INSECURE_INGEST, settings.insecureIngest());
    values.put(Member.RECORDING_CONFIGURATION_ARN, settings.recordingConfigurationArn());
    values.put(Member.PLAYBACK_RESTRICTION_POLICY_ARN, settings.playbackRestrictionPolicyArn());
    values.put(Member.CONTAINER_FORMAT, settings.containerFormat());
    values.put(Member.MULTITRACK_INPUT, settings.multitrackInput());
    return new ChannelChange(values);
  }

  /**
   * Changes the type.
   *
   * @param value the type; a {@code BASIC} or {@code STANDARD} channel has no preset, so a preset
   *     of another type is dropped with it unless this change names one
   * @return a change that also sets the type
   */
  public ChannelChange type(ChannelType value) {
    return with(Member.TYPE, Check.given("type", value));
  }

  /**
   * Changes the latency mode.
   *
   * @param value the latency mode
   * @return a change that also sets the latency mode
   */
  public ChannelChange latencyMode(LatencyMode value) {
    return with(Member.LATENCY_MODE, Check.given("latencyMode", value));
  }

  /**
   * Changes the transcoding preset of an {@code ADVANCED} type.
   *
   * @param value the preset, or null for none
   * @return a change that also sets the preset
   */
  public ChannelChange preset(@Nullable TranscodePreset value) {
    return with(Member.PRESET, value);
  }

  /**
   * Changes the privacy of the channel.
   *
   * @param value true if viewers need a playback token
   * @return a change that also sets the privacy
   */
  public ChannelChange authorized(boolean value) {
    return with(Member.AUTHORIZED, value);
  }

  /**
   * Changes the permission to ingest over RTMP without TLS.
   *
   * @param value true to accept RTMP without TLS
   * @return a change that also sets the permission
   */
  public ChannelChange insecureIngest(boolean value) {
    return with(Member.INSECURE_INGEST, value);
  }

  /**
   * Changes the recording configuration.
   *
   * @param value the ARN, or null for no recording
   * @return a change that also sets the recording configuration
   */
  public ChannelChange recordingConfigurationArn(@Nullable String value) {
    return with(Member.RECORDING_CONFIGURATION_ARN, value);
  }

  /**
   * Changes the playback restriction policy.
   *
   * @param value the ARN, or null for no restriction
   * @return a change that also sets the restriction policy
   */
  public ChannelChange playbackRestrictionPolicyArn(@Nullable String value) {
    return with(Member.PLAYBACK_RESTRICTION_POLICY_ARN, value);
  }

  /**
   * Changes the container format of the segments.
   *
   * @param value the container format
   * @return a change that also sets the container format
   */
  public ChannelChange containerFormat(ContainerFormat value) {
    return with(Member.CONTAINER_FORMAT, Check.given("containerFormat", value));
  }

  /**
   * Changes multitrack input.
   *
   * @param value the configuration, or null to switch it off
   * @return a change that also sets multitrack input
   */
  public ChannelChange multitrackInput(@Nullable MultitrackInput value) {
    return with(Member.MULTITRACK_INPUT, value);
  }

  @Override
  public ChannelChange then(ChannelChange later) {
    if (later.dropsPreset()) {
      return only(member -> member != Member.PRESET).joined(later);
    }
    // The intermediate type, which is not recorded here, has dropped the preset.
    boolean dropped =
        dropsPreset()
            && later.values().containsKey(Member.TYPE)
            && !values().containsKey(Member.PRESET);
    return (dropped ? preset(null) : this).joined(later);
  }

  private ChannelChange joined(ChannelChange later) {
    return super.then(later);
  }

  private boolean dropsPreset() {
    return value(Member.TYPE) instanceof ChannelType type && !type.isAdvanced();
  }

  /**
   * Returns settings with this change applied.
   *
   * @param settings the settings before the change
   * @return the settings after the change, with the same tags
   * @throws io.streamcat.exception.InvalidInputException if the resulting members contradict each
   *     other
   */
  public ChannelSettings applyTo(ChannelSettings settings) {
    ChannelSettings.Builder after = settings.toBuilder();
    if (dropsPreset()) {
      after.preset(null);
    }
    values().forEach((member, value) -> apply(after, member, value));
    return after.build();
  }

  @Override
  public Channel appliedTo(AwsResource resource) {
    Channel channel = (Channel) resource;
    return channel.with(applyTo(channel.settings()));
  }

  @SuppressWarnings("NullAway") // Setters of members that may not be null do not accept null.
  private static void apply(ChannelSettings.Builder after, Member member, @Nullable Object value) {
    switch (member) {
      case TYPE -> after.type((ChannelType) value);
      case LATENCY_MODE -> after.latencyMode((LatencyMode) value);
      case PRESET -> after.preset((TranscodePreset) value);
      case AUTHORIZED -> after.authorized((Boolean) value);
      case INSECURE_INGEST -> after.insecureIngest((Boolean) value);
      case RECORDING_CONFIGURATION_ARN -> after.recordingConfigurationArn((String) value);
      case PLAYBACK_RESTRICTION_POLICY_ARN -> after.playbackRestrictionPolicyArn((String) value);
      case CONTAINER_FORMAT -> after.containerFormat((ContainerFormat) value);
      case MULTITRACK_INPUT -> after.multitrackInput((MultitrackInput) value);
    }
  }
}
