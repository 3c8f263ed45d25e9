package io.streamcat.realtime;

import static io.streamcat.aws.internal.AwsNames.constant;
import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.realtime.ParticipantRecording.Media;
import io.streamcat.realtime.ParticipantRecording.Thumbnails;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivsrealtime.model.AutoParticipantRecordingConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.ParticipantThumbnailConfiguration;

/** The mapping between stages and the types of the SDK. */
final class StageMapping {

  private static final int DEFAULT_SEGMENT_SECONDS = 6;
  private static final int DEFAULT_THUMBNAIL_SECONDS = 60;

  private StageMapping() {}

  static @Nullable AutoParticipantRecordingConfiguration sdk(
      @Nullable ParticipantRecording recording) {
    if (recording == null) {
      return null;
    }
    return AutoParticipantRecordingConfiguration.builder()
        .storageConfigurationArn(recording.storageConfigurationArn())
        .mediaTypesWithStrings(recording.media().name())
        .thumbnailConfiguration(sdk(recording.thumbnails()))
        .recordingReconnectWindowSeconds(Math.toIntExact(recording.reconnectWindow().toSeconds()))
        .hlsConfiguration(
            hls ->
                hls.targetSegmentDurationSeconds(
                    Math.toIntExact(recording.segmentDuration().toSeconds())))
        .recordParticipantReplicas(recording.replicas())
        .build();
  }

  /**
   * Returns the configuration for an update. An empty ARN switches recording off; an omitted one
   * would keep the old one.
   */
  static AutoParticipantRecordingConfiguration sdkOrOff(@Nullable ParticipantRecording recording) {
    AutoParticipantRecordingConfiguration configuration = sdk(recording);
    return configuration == null
        ? AutoParticipantRecordingConfiguration.builder().storageConfigurationArn("").build()
        : configuration;
  }

  private static ParticipantThumbnailConfiguration sdk(@Nullable Thumbnails thumbnails) {
    if (thumbnails == null) {
      return ParticipantThumbnailConfiguration.builder().recordingMode("DISABLED").build();
    }
    return ParticipantThumbnailConfiguration.builder()
        .recordingMode("INTERVAL")
        .targetIntervalSeconds(Math.toIntExact(thumbnails.interval().toSeconds()))
        .storageWithStrings(thumbnails.storage().stream().map(Enum::name).sorted().toList())
        .build();
  }

  static Stage stage(software.amazon.awssdk.services.ivsrealtime.model.@Nullable Stage answered) {
    var stage = required(answered, "stage");
    var endpoints = stage.endpoints();
    return new Stage(
        required(stage.arn(), "ARN"),
        orEmpty(stage.name()),
        endpoints == null
            ? new StageEndpoints("", "", "", "")
            : new StageEndpoints(
                orEmpty(endpoints.events()),
                orEmpty(endpoints.whip()),
                orEmpty(endpoints.rtmp()),
                orEmpty(endpoints.rtmps())),
        new StageSettings(recording(stage.autoParticipantRecordingConfiguration()), stage.tags()));
  }

  private static @Nullable ParticipantRecording recording(
      @Nullable AutoParticipantRecordingConfiguration configuration) {
    if (configuration == null || orEmpty(configuration.storageConfigurationArn()).isEmpty()) {
      return null;
    }
    var hls = configuration.hlsConfiguration();
    return new ParticipantRecording(
        configuration.storageConfigurationArn(),
        configuration.mediaTypesAsStrings().stream()
            .filter(Objects::nonNull)
            .findFirst()
            .map(media -> constant(Media.class, media, Media.AUDIO_VIDEO))
            .orElse(Media.AUDIO_VIDEO),
        thumbnails(configuration.thumbnailConfiguration()),
        seconds(configuration.recordingReconnectWindowSeconds(), 0),
        seconds(hls == null ? null : hls.targetSegmentDurationSeconds(), DEFAULT_SEGMENT_SECONDS),
        !Boolean.FALSE.equals(configuration.recordParticipantReplicas()));
  }

  private static @Nullable Thumbnails thumbnails(
      @Nullable ParticipantThumbnailConfiguration configuration) {
    if (configuration == null || !"INTERVAL".equals(configuration.recordingModeAsString())) {
      return null;
    }
    Set<Thumbnails.Storage> storage =
        configuration.storageAsStrings().stream()
            .map(name -> constant(Thumbnails.Storage.class, name, Thumbnails.Storage.SEQUENTIAL))
            .collect(Collectors.toSet());
    return new Thumbnails(
        seconds(configuration.targetIntervalSeconds(), DEFAULT_THUMBNAIL_SECONDS),
        storage.isEmpty() ? Set.of(Thumbnails.Storage.SEQUENTIAL) : storage);
  }

  private static Duration seconds(@Nullable Integer value, int absent) {
    return Duration.ofSeconds(value == null ? absent : value);
  }
}
