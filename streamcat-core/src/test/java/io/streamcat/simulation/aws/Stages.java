package io.streamcat.simulation.aws;

import static java.util.Objects.requireNonNullElse;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.Shelf.Item;
import io.streamcat.simulation.aws.Shelf.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivsrealtime.model.AutoParticipantRecordingConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.CreateStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.CreateStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.DeleteStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.DeleteStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.GetStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.GetStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesRequest;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ParticipantRecordingHlsConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.ParticipantThumbnailConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.Stage;
import software.amazon.awssdk.services.ivsrealtime.model.StageEndpoints;
import software.amazon.awssdk.services.ivsrealtime.model.StageSummary;
import software.amazon.awssdk.services.ivsrealtime.model.UpdateStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.UpdateStageResponse;

/** The stages. Storage configurations are not simulated, so any ARN is accepted. */
final class Stages {

  private static final AutoParticipantRecordingConfiguration NOT_RECORDED =
      AutoParticipantRecordingConfiguration.builder()
          .storageConfigurationArn("")
          .mediaTypesWithStrings("AUDIO_VIDEO")
          .thumbnailConfiguration(
              ParticipantThumbnailConfiguration.builder()
                  .recordingMode("DISABLED")
                  .storageWithStrings("SEQUENTIAL")
                  .targetIntervalSeconds(60)
                  .build())
          .recordingReconnectWindowSeconds(0)
          .hlsConfiguration(
              ParticipantRecordingHlsConfiguration.builder()
                  .targetSegmentDurationSeconds(6)
                  .build())
          .recordParticipantReplicas(true)
          .build();

  private final Account account;
  private final Pages pages;
  private final StageEndpoints endpoints;
  private int quota = 1_000;

  Stages(Account account) {
    this.account = account;
    this.pages = new Pages(account, false, 50);
    String host = account.newId(12);
    this.endpoints =
        StageEndpoints.builder()
            .events("wss://global.events.live-video.net")
            .whip("https://" + host + ".global-bm.whip.live-video.net")
            .rtmp("rtmp://" + host + ".global-contribute.live-video.net/app/")
            .rtmps("rtmps://" + host + ".global-contribute.live-video.net:443/app/")
            .build();
  }

  void quota(int value) {
    quota = value;
  }

  CreateStageResponse create(CreateStageRequest request) {
    if (account.stages().size() >= quota) {
      throw Errors.IVS_REALTIME.of(
          "ServiceQuotaExceededException", "The limit of " + quota + " stages is reached");
    }
    String arn = account.newArn("ivs", "stage");
    Stage stage =
        Stage.builder()
            .arn(arn)
            .name(requireNonNullElse(request.name(), ""))
            .tags(new LinkedHashMap<>(request.tags()))
            .endpoints(endpoints)
            .autoParticipantRecordingConfiguration(
                recording(NOT_RECORDED, request.autoParticipantRecordingConfiguration()))
            .build();
    account.stages().add(arn, stage, account.now(), account.nextOrder());
    account.changed(Change.Kind.CREATED, arn, stage.tags());
    return CreateStageResponse.builder().stage(stage).participantTokens(List.of()).build();
  }

  GetStageResponse get(AwsOperation<?> operation, GetStageRequest request) {
    Stage stage = account.stages().find(request.arn(), account.timeGotBy(operation));
    if (stage == null) {
      throw Errors.IVS_REALTIME.notFound(request.arn());
    }
    return GetStageResponse.builder().stage(stage).build();
  }

  ListStagesResponse list(AwsOperation<?> operation, ListStagesRequest request) {
    List<Listed<Stage>> listed = account.stages().list(account.timeListedBy(operation));
    Pages.Page<Stage> page =
        pages.page(operation, listed, request.maxResults(), request.nextToken());
    long tagsAsOf = account.lags().timeSeenBy(Fault.LATE_TAGS, operation.name());
    return ListStagesResponse.builder()
        .stages(page.shown().stream().map(item -> summary(item, tagsAsOf)).toList())
        .nextToken(page.next())
        .build();
  }

  private static StageSummary summary(Listed<Stage> item, long tagsAsOf) {
    Stage tagged = item.valueAt(tagsAsOf);
    return StageSummary.builder()
        .arn(item.value().arn())
        .name(item.value().name())
        .tags(tagged == null ? Map.of() : tagged.tags())
        .build();
  }

  UpdateStageResponse update(UpdateStageRequest request) {
    Item<Stage> item = require(request.arn());
    Stage stage =
        item.value().toBuilder()
            .name(requireNonNullElse(request.name(), item.value().name()))
            .autoParticipantRecordingConfiguration(
                recording(
                    item.value().autoParticipantRecordingConfiguration(),
                    request.autoParticipantRecordingConfiguration()))
            .build();
    account.stages().change(item, stage, account.now());
    account.changed(Change.Kind.UPDATED, stage.arn(), stage.tags());
    return UpdateStageResponse.builder().stage(stage).build();
  }

  /** An empty ARN ends the recording; an omitted configuration stays unchanged. */
  private static AutoParticipantRecordingConfiguration recording(
      AutoParticipantRecordingConfiguration before,
      @Nullable AutoParticipantRecordingConfiguration requested) {
    if (requested == null) {
      return before;
    }
    return requested.storageConfigurationArn().isEmpty() ? NOT_RECORDED : requested;
  }

  DeleteStageResponse delete(DeleteStageRequest request) {
    Item<Stage> item = require(request.arn());
    account.stages().remove(item, account.now());
    account.changed(Change.Kind.DELETED, item.key(), item.value().tags());
    return DeleteStageResponse.builder().build();
  }

  private Item<Stage> require(String arn) {
    Item<Stage> item = account.stages().find(arn);
    if (item == null) {
      throw Errors.IVS_REALTIME.notFound(arn);
    }
    return item;
  }
}
