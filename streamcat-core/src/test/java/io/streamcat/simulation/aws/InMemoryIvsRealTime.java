package io.streamcat.simulation.aws;

import io.streamcat.simulation.aws.AwsOperation.Kind;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeServiceClientConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.CreateStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.CreateStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.DeleteStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.DeleteStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.GetStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.GetStageResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesRequest;
import software.amazon.awssdk.services.ivsrealtime.model.ListStagesResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ivsrealtime.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ivsrealtime.model.TagResourceRequest;
import software.amazon.awssdk.services.ivsrealtime.model.TagResourceResponse;
import software.amazon.awssdk.services.ivsrealtime.model.UntagResourceRequest;
import software.amazon.awssdk.services.ivsrealtime.model.UntagResourceResponse;
import software.amazon.awssdk.services.ivsrealtime.model.UpdateStageRequest;
import software.amazon.awssdk.services.ivsrealtime.model.UpdateStageResponse;

/** The client for stages. Only the calls of provisioning are supported. */
final class InMemoryIvsRealTime implements IvsRealTimeClient {

  private static final Errors SERVICE = Errors.IVS_REALTIME;

  private static final AwsOperation<CreateStageResponse> CREATE_STAGE =
      operation("CreateStage", Kind.CREATE, () -> CreateStageResponse.builder().build());
  private static final AwsOperation<GetStageResponse> GET_STAGE =
      operation("GetStage", Kind.GET, () -> GetStageResponse.builder().build());
  private static final AwsOperation<ListStagesResponse> LIST_STAGES =
      operation("ListStages", Kind.LIST, () -> ListStagesResponse.builder().build());
  private static final AwsOperation<UpdateStageResponse> UPDATE_STAGE =
      operation("UpdateStage", Kind.UPDATE, () -> UpdateStageResponse.builder().build());
  private static final AwsOperation<DeleteStageResponse> DELETE_STAGE =
      operation("DeleteStage", Kind.DELETE, () -> DeleteStageResponse.builder().build());
  private static final AwsOperation<TagResourceResponse> TAG_RESOURCE =
      operation("TagResource", Kind.DELETE, () -> TagResourceResponse.builder().build());
  private static final AwsOperation<UntagResourceResponse> UNTAG_RESOURCE =
      operation("UntagResource", Kind.DELETE, () -> UntagResourceResponse.builder().build());
  private static final AwsOperation<ListTagsForResourceResponse> LIST_TAGS_FOR_RESOURCE =
      operation(
          "ListTagsForResource", Kind.GET, () -> ListTagsForResourceResponse.builder().build());

  private final Stages stages;
  private final Tagging tagging;
  private final Transport transport;

  InMemoryIvsRealTime(Stages stages, Tagging tagging, Transport transport) {
    this.stages = stages;
    this.tagging = tagging;
    this.transport = transport;
  }

  private static <R> AwsOperation<R> operation(String name, Kind kind, Supplier<R> empty) {
    return AwsOperation.of(SERVICE, name, kind, empty);
  }

  @Override
  public CreateStageResponse createStage(CreateStageRequest request) {
    return transport.call(
        CREATE_STAGE, request, String.valueOf(request.name()), () -> stages.create(request));
  }

  @Override
  public GetStageResponse getStage(GetStageRequest request) {
    return transport.call(GET_STAGE, request, request.arn(), () -> stages.get(GET_STAGE, request));
  }

  @Override
  public ListStagesResponse listStages(ListStagesRequest request) {
    return transport.call(LIST_STAGES, request, "*", () -> stages.list(LIST_STAGES, request));
  }

  @Override
  public UpdateStageResponse updateStage(UpdateStageRequest request) {
    return transport.call(UPDATE_STAGE, request, request.arn(), () -> stages.update(request));
  }

  @Override
  public DeleteStageResponse deleteStage(DeleteStageRequest request) {
    return transport.call(DELETE_STAGE, request, request.arn(), () -> stages.delete(request));
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return transport.call(
        TAG_RESOURCE,
        request,
        request.resourceArn(),
        () -> {
          tagging.tag(SERVICE, request.resourceArn(), request.tags());
          return TagResourceResponse.builder().build();
        });
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return transport.call(
        UNTAG_RESOURCE,
        request,
        request.resourceArn(),
        () -> {
          tagging.untag(SERVICE, request.resourceArn(), request.tagKeys());
          return UntagResourceResponse.builder().build();
        });
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return transport.call(
        LIST_TAGS_FOR_RESOURCE,
        request,
        request.resourceArn(),
        () ->
            ListTagsForResourceResponse.builder()
                .tags(tagging.tags(SERVICE, request.resourceArn()))
                .build());
  }

  @Override
  public IvsRealTimeServiceClientConfiguration serviceClientConfiguration() {
    return ClientConfigurations.IVS_REALTIME;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
