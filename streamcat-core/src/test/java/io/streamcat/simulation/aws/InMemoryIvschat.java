package io.streamcat.simulation.aws;

import io.streamcat.simulation.aws.AwsOperation.Kind;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.IvschatServiceClientConfiguration;
import software.amazon.awssdk.services.ivschat.model.CreateRoomRequest;
import software.amazon.awssdk.services.ivschat.model.CreateRoomResponse;
import software.amazon.awssdk.services.ivschat.model.DeleteRoomRequest;
import software.amazon.awssdk.services.ivschat.model.DeleteRoomResponse;
import software.amazon.awssdk.services.ivschat.model.GetRoomRequest;
import software.amazon.awssdk.services.ivschat.model.GetRoomResponse;
import software.amazon.awssdk.services.ivschat.model.ListRoomsRequest;
import software.amazon.awssdk.services.ivschat.model.ListRoomsResponse;
import software.amazon.awssdk.services.ivschat.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ivschat.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ivschat.model.TagResourceRequest;
import software.amazon.awssdk.services.ivschat.model.TagResourceResponse;
import software.amazon.awssdk.services.ivschat.model.UntagResourceRequest;
import software.amazon.awssdk.services.ivschat.model.UntagResourceResponse;
import software.amazon.awssdk.services.ivschat.model.UpdateRoomRequest;
import software.amazon.awssdk.services.ivschat.model.UpdateRoomResponse;

/** The client for chat rooms. Only the calls of provisioning are supported. */
final class InMemoryIvschat implements IvschatClient {

  private static final Errors SERVICE = Errors.IVSCHAT;

  private static final AwsOperation<CreateRoomResponse> CREATE_ROOM =
      operation("CreateRoom", Kind.CREATE, () -> CreateRoomResponse.builder().build());
  private static final AwsOperation<GetRoomResponse> GET_ROOM =
      operation("GetRoom", Kind.GET, () -> GetRoomResponse.builder().build());
  private static final AwsOperation<ListRoomsResponse> LIST_ROOMS =
      operation("ListRooms", Kind.LIST, () -> ListRoomsResponse.builder().build());
  private static final AwsOperation<UpdateRoomResponse> UPDATE_ROOM =
      operation("UpdateRoom", Kind.UPDATE, () -> UpdateRoomResponse.builder().build());
  private static final AwsOperation<DeleteRoomResponse> DELETE_ROOM =
      operation("DeleteRoom", Kind.DELETE, () -> DeleteRoomResponse.builder().build());
  private static final AwsOperation<TagResourceResponse> TAG_RESOURCE =
      operation("TagResource", Kind.DELETE, () -> TagResourceResponse.builder().build());
  private static final AwsOperation<UntagResourceResponse> UNTAG_RESOURCE =
      operation("UntagResource", Kind.DELETE, () -> UntagResourceResponse.builder().build());
  private static final AwsOperation<ListTagsForResourceResponse> LIST_TAGS_FOR_RESOURCE =
      operation(
          "ListTagsForResource", Kind.GET, () -> ListTagsForResourceResponse.builder().build());

  private final Rooms rooms;
  private final Tagging tagging;
  private final Transport transport;

  InMemoryIvschat(Rooms rooms, Tagging tagging, Transport transport) {
    this.rooms = rooms;
    this.tagging = tagging;
    this.transport = transport;
  }

  private static <R> AwsOperation<R> operation(String name, Kind kind, Supplier<R> empty) {
    return AwsOperation.of(SERVICE, name, kind, empty);
  }

  @Override
  public CreateRoomResponse createRoom(CreateRoomRequest request) {
    return transport.call(
        CREATE_ROOM, request, String.valueOf(request.name()), () -> rooms.create(request));
  }

  @Override
  public GetRoomResponse getRoom(GetRoomRequest request) {
    return transport.call(
        GET_ROOM, request, request.identifier(), () -> rooms.get(GET_ROOM, request));
  }

  @Override
  public ListRoomsResponse listRooms(ListRoomsRequest request) {
    return transport.call(
        LIST_ROOMS, request, String.valueOf(request.name()), () -> rooms.list(LIST_ROOMS, request));
  }

  @Override
  public UpdateRoomResponse updateRoom(UpdateRoomRequest request) {
    return transport.call(UPDATE_ROOM, request, request.identifier(), () -> rooms.update(request));
  }

  @Override
  public DeleteRoomResponse deleteRoom(DeleteRoomRequest request) {
    return transport.call(DELETE_ROOM, request, request.identifier(), () -> rooms.delete(request));
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
  public IvschatServiceClientConfiguration serviceClientConfiguration() {
    return ClientConfigurations.IVSCHAT;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
