package io.streamcat.simulation.aws;

import io.streamcat.simulation.aws.AwsOperation.Kind;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.IvsServiceClientConfiguration;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelRequest;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelResponse;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;
import software.amazon.awssdk.services.ivs.model.CreateChannelResponse;
import software.amazon.awssdk.services.ivs.model.CreateStreamKeyRequest;
import software.amazon.awssdk.services.ivs.model.CreateStreamKeyResponse;
import software.amazon.awssdk.services.ivs.model.DeleteChannelRequest;
import software.amazon.awssdk.services.ivs.model.DeleteChannelResponse;
import software.amazon.awssdk.services.ivs.model.DeleteStreamKeyRequest;
import software.amazon.awssdk.services.ivs.model.DeleteStreamKeyResponse;
import software.amazon.awssdk.services.ivs.model.GetChannelRequest;
import software.amazon.awssdk.services.ivs.model.GetChannelResponse;
import software.amazon.awssdk.services.ivs.model.GetStreamKeyRequest;
import software.amazon.awssdk.services.ivs.model.GetStreamKeyResponse;
import software.amazon.awssdk.services.ivs.model.GetStreamRequest;
import software.amazon.awssdk.services.ivs.model.GetStreamResponse;
import software.amazon.awssdk.services.ivs.model.ListChannelsRequest;
import software.amazon.awssdk.services.ivs.model.ListChannelsResponse;
import software.amazon.awssdk.services.ivs.model.ListStreamKeysRequest;
import software.amazon.awssdk.services.ivs.model.ListStreamKeysResponse;
import software.amazon.awssdk.services.ivs.model.ListStreamsRequest;
import software.amazon.awssdk.services.ivs.model.ListStreamsResponse;
import software.amazon.awssdk.services.ivs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ivs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ivs.model.StopStreamRequest;
import software.amazon.awssdk.services.ivs.model.StopStreamResponse;
import software.amazon.awssdk.services.ivs.model.TagResourceRequest;
import software.amazon.awssdk.services.ivs.model.TagResourceResponse;
import software.amazon.awssdk.services.ivs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ivs.model.UntagResourceResponse;
import software.amazon.awssdk.services.ivs.model.UpdateChannelRequest;
import software.amazon.awssdk.services.ivs.model.UpdateChannelResponse;

/**
 * The client for channels, stream keys and streams. Only the calls of provisioning are supported.
 */
final class InMemoryIvs implements IvsClient {

  private static final Errors SERVICE = Errors.IVS;

  private static final AwsOperation<CreateChannelResponse> CREATE_CHANNEL =
      operation("CreateChannel", Kind.CREATE, () -> CreateChannelResponse.builder().build());
  private static final AwsOperation<GetChannelResponse> GET_CHANNEL =
      operation("GetChannel", Kind.GET, () -> GetChannelResponse.builder().build());
  private static final AwsOperation<BatchGetChannelResponse> BATCH_GET_CHANNEL =
      operation("BatchGetChannel", Kind.GET, () -> BatchGetChannelResponse.builder().build());
  private static final AwsOperation<ListChannelsResponse> LIST_CHANNELS =
      operation("ListChannels", Kind.LIST, () -> ListChannelsResponse.builder().build());
  private static final AwsOperation<UpdateChannelResponse> UPDATE_CHANNEL =
      operation("UpdateChannel", Kind.UPDATE, () -> UpdateChannelResponse.builder().build());
  private static final AwsOperation<DeleteChannelResponse> DELETE_CHANNEL =
      operation("DeleteChannel", Kind.DELETE, () -> DeleteChannelResponse.builder().build());
  private static final AwsOperation<CreateStreamKeyResponse> CREATE_STREAM_KEY =
      operation("CreateStreamKey", Kind.CREATE, () -> CreateStreamKeyResponse.builder().build());
  private static final AwsOperation<GetStreamKeyResponse> GET_STREAM_KEY =
      operation("GetStreamKey", Kind.GET, () -> GetStreamKeyResponse.builder().build());
  private static final AwsOperation<ListStreamKeysResponse> LIST_STREAM_KEYS =
      operation("ListStreamKeys", Kind.LIST, () -> ListStreamKeysResponse.builder().build());
  private static final AwsOperation<DeleteStreamKeyResponse> DELETE_STREAM_KEY =
      operation("DeleteStreamKey", Kind.DELETE, () -> DeleteStreamKeyResponse.builder().build());
  private static final AwsOperation<GetStreamResponse> GET_STREAM =
      operation("GetStream", Kind.GET, () -> GetStreamResponse.builder().build());
  private static final AwsOperation<ListStreamsResponse> LIST_STREAMS =
      operation("ListStreams", Kind.LIST, () -> ListStreamsResponse.builder().build());
  private static final AwsOperation<StopStreamResponse> STOP_STREAM =
      operation("StopStream", Kind.DELETE, () -> StopStreamResponse.builder().build());
  private static final AwsOperation<TagResourceResponse> TAG_RESOURCE =
      operation("TagResource", Kind.DELETE, () -> TagResourceResponse.builder().build());
  private static final AwsOperation<UntagResourceResponse> UNTAG_RESOURCE =
      operation("UntagResource", Kind.DELETE, () -> UntagResourceResponse.builder().build());
  private static final AwsOperation<ListTagsForResourceResponse> LIST_TAGS_FOR_RESOURCE =
      operation(
          "ListTagsForResource", Kind.GET, () -> ListTagsForResourceResponse.builder().build());

  private final Channels channels;
  private final StreamKeys keys;
  private final Streams streams;
  private final Tagging tagging;
  private final Transport transport;

  InMemoryIvs(
      Channels channels, StreamKeys keys, Streams streams, Tagging tagging, Transport transport) {
    this.channels = channels;
    this.keys = keys;
    this.streams = streams;
    this.tagging = tagging;
    this.transport = transport;
  }

  private static <R> AwsOperation<R> operation(String name, Kind kind, Supplier<R> empty) {
    return AwsOperation.of(SERVICE, name, kind, empty);
  }

  @Override
  public CreateChannelResponse createChannel(CreateChannelRequest request) {
    return transport.call(
        CREATE_CHANNEL, request, String.valueOf(request.name()), () -> channels.create(request));
  }

  @Override
  public GetChannelResponse getChannel(GetChannelRequest request) {
    return transport.call(
        GET_CHANNEL, request, request.arn(), () -> channels.get(GET_CHANNEL, request));
  }

  @Override
  public BatchGetChannelResponse batchGetChannel(BatchGetChannelRequest request) {
    return transport.call(
        BATCH_GET_CHANNEL,
        request,
        request.arns(),
        () -> channels.batchGet(BATCH_GET_CHANNEL, request));
  }

  @Override
  public ListChannelsResponse listChannels(ListChannelsRequest request) {
    return transport.call(
        LIST_CHANNELS,
        request,
        String.valueOf(request.filterByName()),
        () -> channels.list(LIST_CHANNELS, request));
  }

  @Override
  public UpdateChannelResponse updateChannel(UpdateChannelRequest request) {
    return transport.call(UPDATE_CHANNEL, request, request.arn(), () -> channels.update(request));
  }

  @Override
  public DeleteChannelResponse deleteChannel(DeleteChannelRequest request) {
    return transport.call(DELETE_CHANNEL, request, request.arn(), () -> channels.delete(request));
  }

  @Override
  public CreateStreamKeyResponse createStreamKey(CreateStreamKeyRequest request) {
    return transport.call(
        CREATE_STREAM_KEY, request, request.channelArn(), () -> keys.create(request));
  }

  @Override
  public GetStreamKeyResponse getStreamKey(GetStreamKeyRequest request) {
    return transport.call(
        GET_STREAM_KEY, request, request.arn(), () -> keys.get(GET_STREAM_KEY, request));
  }

  @Override
  public ListStreamKeysResponse listStreamKeys(ListStreamKeysRequest request) {
    return transport.call(
        LIST_STREAM_KEYS,
        request,
        request.channelArn(),
        () -> keys.list(LIST_STREAM_KEYS, request));
  }

  @Override
  public DeleteStreamKeyResponse deleteStreamKey(DeleteStreamKeyRequest request) {
    return transport.call(DELETE_STREAM_KEY, request, request.arn(), () -> keys.delete(request));
  }

  @Override
  public GetStreamResponse getStream(GetStreamRequest request) {
    return transport.call(
        GET_STREAM, request, request.channelArn(), () -> streams.get(GET_STREAM, request));
  }

  @Override
  public ListStreamsResponse listStreams(ListStreamsRequest request) {
    return transport.call(LIST_STREAMS, request, "*", () -> streams.list(LIST_STREAMS, request));
  }

  @Override
  public StopStreamResponse stopStream(StopStreamRequest request) {
    return transport.call(STOP_STREAM, request, request.channelArn(), () -> streams.stop(request));
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
  public IvsServiceClientConfiguration serviceClientConfiguration() {
    return ClientConfigurations.IVS;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
