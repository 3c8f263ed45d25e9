package io.streamcat.channel;

import static io.streamcat.aws.AwsNames.constant;
import static io.streamcat.aws.AwsNames.orEmpty;
import static io.streamcat.aws.AwsNames.orNull;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;
import software.amazon.awssdk.services.ivs.model.MultitrackInputConfiguration;
import software.amazon.awssdk.services.ivs.model.UpdateChannelRequest;

/** Channels in the SDK's terms. */
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
      software.amazon.awssdk.services.ivs.model.Channel channel, @Nullable StreamKey streamKey) {
    var srt = channel.srt();
    return new Channel(
        channel.arn(),
        orEmpty(channel.name()),
        orEmpty(channel.ingestEndpoint()),
        orEmpty(channel.playbackUrl()),
        streamKey,
        srt == null ? null : new SrtIngest(orEmpty(srt.endpoint()), orEmpty(srt.passphrase())),
        settings(channel));
  }

  private static ChannelSettings settings(
      software.amazon.awssdk.services.ivs.model.Channel channel) {
    ChannelType type = constant(ChannelType.class, channel.typeAsString(), ChannelType.STANDARD);
    boolean advanced = type == ChannelType.ADVANCED_SD || type == ChannelType.ADVANCED_HD;
    return ChannelSettings.builder()
        .type(type)
        .latencyMode(constant(LatencyMode.class, channel.latencyModeAsString(), LatencyMode.LOW))
        .preset(
            advanced
                ? constant(
                    TranscodePreset.class,
                    channel.presetAsString(),
                    TranscodePreset.HIGHER_BANDWIDTH_DELIVERY)
                : null)
        .authorized(Boolean.TRUE.equals(channel.authorized()))
        .insecureIngest(Boolean.TRUE.equals(channel.insecureIngest()))
        .recordingConfigurationArn(orNull(channel.recordingConfigurationArn()))
        .playbackRestrictionPolicyArn(orNull(channel.playbackRestrictionPolicyArn()))
        .containerFormat(
            constant(ContainerFormat.class, channel.containerFormatAsString(), ContainerFormat.TS))
        .multitrackInput(multitrack(channel.multitrackInputConfiguration()))
        .tags(channel.tags())
        .build();
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

  static StreamKey streamKey(software.amazon.awssdk.services.ivs.model.StreamKey key) {
    return new StreamKey(key.arn(), key.value());
  }
}
