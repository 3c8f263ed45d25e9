package io.streamcat.channel;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A patch of a channel's settings: the members that change, and their new values.
 *
 * <p>Members that are not named keep the value they have when the change is made, so two changes of
 * different members never undo each other. Immutable; each method returns a new change.
 *
 * @param values the new values by member; a null value takes the member's value away; unmodifiable
 */
public record ChannelChange(Map<Member, @Nullable Object> values) {

  /** The members of {@link ChannelSettings} that AWS can change; tags are changed elsewhere. */
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

  /**
   * Copies the values.
   *
   * @param values the new values by member
   */
  public ChannelChange {
    values = Collections.unmodifiableMap(copied(values));
  }

  private static Map<Member, @Nullable Object> copied(Map<Member, @Nullable Object> values) {
    Map<Member, @Nullable Object> copy = new EnumMap<>(Member.class);
    copy.putAll(values);
    return copy;
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
    return NONE.type(settings.type())
        .latencyMode(settings.latencyMode())
        .preset(settings.preset())
        .authorized(settings.authorized())
        .insecureIngest(settings.insecureIngest())
        .recordingConfigurationArn(settings.recordingConfigurationArn())
        .playbackRestrictionPolicyArn(settings.playbackRestrictionPolicyArn())
        .containerFormat(settings.containerFormat())
        .multitrackInput(settings.multitrackInput());
  }

  /**
   * Changes the type.
   *
   * @param value the type; a {@code BASIC} or {@code STANDARD} channel has no preset, so a preset
   *     of another type is dropped with it unless this change names one
   * @return a change that also sets the type
   */
  public ChannelChange type(ChannelType value) {
    return with(Member.TYPE, value);
  }

  /**
   * Changes the latency mode.
   *
   * @param value the latency mode
   * @return a change that also sets the latency mode
   */
  public ChannelChange latencyMode(LatencyMode value) {
    return with(Member.LATENCY_MODE, value);
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
    return with(Member.CONTAINER_FORMAT, value);
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

  private ChannelChange with(Member member, @Nullable Object value) {
    Map<Member, @Nullable Object> changed = copied(values);
    changed.put(member, value);
    return new ChannelChange(changed);
  }

  /**
   * Returns the change that has the effect of this change followed by a later one.
   *
   * @param later the change that wins where both name a member
   * @return one change for both
   */
  public ChannelChange then(ChannelChange later) {
    Map<Member, @Nullable Object> both = copied(values);
    if (later.dropsPreset()) {
      both.remove(Member.PRESET);
    } else if (dropsPreset() && later.values.containsKey(Member.TYPE)) {
      // The type in between, which is forgotten here, has dropped the preset.
      both.putIfAbsent(Member.PRESET, null);
    }
    both.putAll(later.values);
    return new ChannelChange(both);
  }

  private boolean dropsPreset() {
    return values.get(Member.TYPE) instanceof ChannelType type && !type.isAdvanced();
  }

  /**
   * Returns the named members.
   *
   * @return the members that this change sets; unmodifiable
   */
  public Set<Member> members() {
    return Set.copyOf(values.keySet());
  }

  /**
   * Returns the new value of a member.
   *
   * @param member a member
   * @return the value, or null if the member is not named or loses its value
   */
  public @Nullable Object value(Member member) {
    return values.get(member);
  }

  /**
   * Returns settings with this change applied.
   *
   * @param settings the settings before
   * @return the settings after, with the same tags
   * @throws io.streamcat.error.InvalidInputException if the members do not go together
   */
  public ChannelSettings applyTo(ChannelSettings settings) {
    ChannelSettings.Builder after = settings.toBuilder();
    if (dropsPreset()) {
      after.preset(null);
    }
    values.forEach((member, value) -> apply(after, member, value));
    return after.build();
  }

  @SuppressWarnings("NullAway") // Members that may not be null have setters that take no null.
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
