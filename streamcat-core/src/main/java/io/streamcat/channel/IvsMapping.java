package io.streamcat.channel;

import static io.streamcat.aws.internal.AwsNames.constant;
import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.orNull;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.secret.Secret;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;
import software.amazon.awssdk.services.ivs.model.MultitrackInputConfiguration;
import software.amazon.awssdk.services.ivs.model.UpdateChannelRequest;

/** The mapping between channels and the types of the SDK. */
final class IvsMapping {

  private IvsMapping() {}

  static CreateChannelRequest.Builder createRequest(String name, ChannelSettings settings) {
    MultitrackInput multitrack = settings.multitrackInput();
    return CreateChannelRequest.builder()
        .name(name)
        .type(settings.type().name())
        .latencyMode(settings.latencyMode().name())
        .preset(nameOf(settings.preset()))
        .authorized(settings.authorized())
        .insecureIngest(settings.insecureIngest())
        .recordingConfigurationArn(settings.recordingConfigurationArn())
        .playbackRestrictionPolicyArn(settings.playbackRestrictionPolicyArn())
        .containerFormat(settings.containerFormat().name())
        .multitrackInputConfiguration(multitrack == null ? null : multitrack(multitrack))
        .tags(settings.tags());
  }

  static UpdateChannelRequest.Builder updateRequest(String arn, ChannelSettings settings) {
    MultitrackInput multitrack = settings.multitrackInput();
    return UpdateChannelRequest.builder()
        .arn(arn)
        .type(settings.type().name())
        .latencyMode(settings.latencyMode().name())
        .preset(nameOf(settings.preset()))
        .authorized(settings.authorized())
        .insecureIngest(settings.insecureIngest())
        .recordingConfigurationArn(orEmpty(settings.recordingConfigurationArn()))
        .playbackRestrictionPolicyArn(orEmpty(settings.playbackRestrictionPolicyArn()))
        .containerFormat(settings.containerFormat().name())
        .multitrackInputConfiguration(
            multitrack == null
                ? MultitrackInputConfiguration.builder().enabled(false).build()
                : multitrack(multitrack));
  }

  private static MultitrackInputConfiguration multitrack(MultitrackInput input) {
    return MultitrackInputConfiguration.builder()
        .enabled(true)
        .policy(input.policy().name())
        .maximumResolution(input.maximumResolution().name())
        .build();
  }

  private static @Nullable String nameOf(@Nullable TranscodePreset preset) {
    return preset == null ? null : preset.name();
  }

  static Channel channel(
      software.amazon.awssdk.services.ivs.model.@Nullable Channel answered,
      @Nullable StreamKey streamKey) {
    var channel = required(answered, "channel");
    var srt = channel.srt();
    return new Channel(
        required(channel.arn(), "ARN"),
        orEmpty(channel.name()),
        orEmpty(channel.ingestEndpoint()),
        orEmpty(channel.playbackUrl()),
        streamKey,
        srt == null
            ? null
            : new SrtIngest(orEmpty(srt.endpoint()), Secret.of(orEmpty(srt.passphrase()))),
        settings(channel));
  }

  private static ChannelSettings settings(
      software.amazon.awssdk.services.ivs.model.Channel channel) {
    ChannelType type = constant(ChannelType.class, channel.typeAsString(), ChannelType.STANDARD);
    return new ChannelSettings(
        type,
        constant(LatencyMode.class, channel.latencyModeAsString(), LatencyMode.LOW),
        preset(type, channel.presetAsString()),
        Boolean.TRUE.equals(channel.authorized()),
        Boolean.TRUE.equals(channel.insecureIngest()),
        orNull(channel.recordingConfigurationArn()),
        orNull(channel.playbackRestrictionPolicyArn()),
        constant(ContainerFormat.class, channel.containerFormatAsString(), ContainerFormat.TS),
        multitrack(channel.multitrackInputConfiguration()),
        channel.tags());
  }

  /**
   * Returns the preset. Only advanced types have one; for other types AWS returns an empty text.
   */
  private static @Nullable TranscodePreset preset(ChannelType type, @Nullable String name) {
    boolean advanced = type == ChannelType.ADVANCED_SD || type == ChannelType.ADVANCED_HD;
    return advanced || orNull(name) != null
        ? constant(TranscodePreset.class, name, TranscodePreset.HIGHER_BANDWIDTH_DELIVERY)
        : null;
  }

  private static @Nullable MultitrackInput multitrack(
      @Nullable MultitrackInputConfiguration input) {
    if (input == null || !Boolean.TRUE.equals(input.enabled())) {
      return null;
    }
    return new MultitrackInput(
        constant(
            MultitrackInput.Policy.class, input.policyAsString(), MultitrackInput.Policy.ALLOW),
        constant(
            MultitrackInput.Resolution.class,
            input.maximumResolutionAsString(),
            MultitrackInput.Resolution.FULL_HD));
  }

  static StreamKey streamKey(
      software.amazon.awssdk.services.ivs.model.@Nullable StreamKey answered) {
    var key = required(answered, "stream key");
    return new StreamKey(required(key.arn(), "ARN"), Secret.of(required(key.value(), "value")));
  }
}
