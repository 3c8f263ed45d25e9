package io.streamcat.chat;

import static io.streamcat.aws.internal.AwsNames.constant;
import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.aws.internal.Tags;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.model.CreateRoomResponse;
import software.amazon.awssdk.services.ivschat.model.GetRoomResponse;
import software.amazon.awssdk.services.ivschat.model.UpdateRoomResponse;

final class IvsChatRoomService extends ResourceService<ChatRoom> implements ChatRoomService {

  private static final int PAGE = 50;

  private final IvschatClient client;
  private final IvsChatMessaging messaging;
  private final MessagingEndpoint endpoint;

  IvsChatRoomService(IvschatClient client, AwsCalls calls) {
    super(
        calls.with(client.serviceClientConfiguration()),
        new Names("ivschat", "Room", "ListRooms", true));
    this.client = client;
    this.messaging = new IvsChatMessaging(client, calls());
    this.endpoint =
        new MessagingEndpoint(client.serviceClientConfiguration().endpointOverride().orElse(null));
  }

  @Override
  public URI messagingEndpoint(String roomArn) {
    return endpoint.of(roomArn);
  }

  @Override
  public ChatRoom create(String name, ChatRoomSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    MessageReviewHandler handler = settings.messageReviewHandler();
    return create(
        "Create",
        name,
        tags,
        override ->
            created(
                client.createRoom(
                    r ->
                        r.overrideConfiguration(override)
                            .name(name)
                            .maximumMessageRatePerSecond(settings.maximumMessageRatePerSecond())
                            .maximumMessageLength(settings.maximumMessageLength())
                            .messageReviewHandler(handler == null ? null : sdk(handler))
                            .loggingConfigurationIdentifiers(settings.loggingConfigurationArns())
                            .tags(tags))));
  }

  @Override
  protected ChatRoom get(AwsRequestOverrideConfiguration override, String arn) {
    return got(client.getRoom(r -> r.overrideConfiguration(override).identifier(arn)));
  }

  @Override
  protected Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token) {
    var page =
        client.listRooms(
            r -> r.overrideConfiguration(override).name(name).maxResults(PAGE).nextToken(token));
    return new Page(
        required(page.hasRooms(), page.rooms()).stream()
            .map(
                r ->
                    new ResourceSummary(
                        r.arn(), orEmpty(r.name()), r.tags(), r.createTime(), r.updateTime()))
            .toList(),
        page.nextToken());
  }

  @Override
  protected void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deleteRoom(r -> r.overrideConfiguration(override).identifier(arn));
  }

  @Override
  public ChatRoom update(String arn, ChatRoomSettings settings) {
    settings.validated();
    MessageReviewHandler handler = settings.messageReviewHandler();
    return calls()
        .call(
            operation("UpdateRoom", arn),
            calls().deadline(),
            override ->
                updated(
                    client.updateRoom(
                        r ->
                            r.overrideConfiguration(override)
                                .identifier(arn)
                                .maximumMessageRatePerSecond(settings.maximumMessageRatePerSecond())
                                .maximumMessageLength(settings.maximumMessageLength())
                                .messageReviewHandler(handler == null ? detached() : sdk(handler))
                                .loggingConfigurationIdentifiers(
                                    settings.loggingConfigurationArns()))));
  }

  @Override
  public ChatToken createToken(String roomArn, ChatTokenRequest request) {
    return messaging.createToken(roomArn, request);
  }

  @Override
  public String sendEvent(String roomArn, String name, Map<String, String> attributes) {
    return messaging.sendEvent(roomArn, name, attributes);
  }

  @Override
  public String deleteMessage(String roomArn, String messageId, @Nullable String reason) {
    return messaging.deleteMessage(roomArn, messageId, reason);
  }

  @Override
  public void disconnectUser(String roomArn, String userId, @Nullable String reason) {
    messaging.disconnectUser(roomArn, userId, reason);
  }

  static Operation operation(String name, String resource) {
    return new Operation("ivschat", name, resource);
  }

  private static software.amazon.awssdk.services.ivschat.model.MessageReviewHandler sdk(
      MessageReviewHandler handler) {
    return software.amazon.awssdk.services.ivschat.model.MessageReviewHandler.builder()
        .uri(handler.functionArn())
        .fallbackResult(handler.fallback().name())
        .build();
  }

  /** Returns an empty URI, which detaches the handler; an omitted handler would remain. */
  private static software.amazon.awssdk.services.ivschat.model.MessageReviewHandler detached() {
    return software.amazon.awssdk.services.ivschat.model.MessageReviewHandler.builder()
        .uri("")
        .build();
  }

  // The three responses have the same members but no common type.

  private static ChatRoom created(CreateRoomResponse r) {
    return new ChatRoom(
        required(r.arn(), "ARN"),
        orEmpty(r.name()),
        settings(
            r.maximumMessageRatePerSecond(),
            r.maximumMessageLength(),
            r.messageReviewHandler(),
            r.loggingConfigurationIdentifiers(),
            r.tags()));
  }

  private static ChatRoom got(GetRoomResponse r) {
    return new ChatRoom(
        required(r.arn(), "ARN"),
        orEmpty(r.name()),
        settings(
            r.maximumMessageRatePerSecond(),
            r.maximumMessageLength(),
            r.messageReviewHandler(),
            r.loggingConfigurationIdentifiers(),
            r.tags()));
  }

  private static ChatRoom updated(UpdateRoomResponse r) {
    return new ChatRoom(
        required(r.arn(), "ARN"),
        orEmpty(r.name()),
        settings(
            r.maximumMessageRatePerSecond(),
            r.maximumMessageLength(),
            r.messageReviewHandler(),
            r.loggingConfigurationIdentifiers(),
            r.tags()));
  }

  private static ChatRoomSettings settings(
      @Nullable Integer rate,
      @Nullable Integer length,
      software.amazon.awssdk.services.ivschat.model.@Nullable MessageReviewHandler handler,
      List<String> loggingConfigurations,
      Map<String, String> tags) {
    ChatRoomSettings defaults = ChatRoomSettings.defaults();
    return new ChatRoomSettings(
        rate == null ? defaults.maximumMessageRatePerSecond() : rate,
        length == null ? defaults.maximumMessageLength() : length,
        handler == null || orEmpty(handler.uri()).isEmpty()
            ? null
            : new MessageReviewHandler(
                handler.uri(),
                constant(
                    MessageReviewHandler.Fallback.class,
                    handler.fallbackResultAsString(),
                    MessageReviewHandler.Fallback.ALLOW)),
        loggingConfigurations,
        tags);
  }

  @Override
  public void rename(String arn, String name) {
    AwsNames.check("name", name);
    rename(
        arn,
        override ->
            updated(
                client.updateRoom(
                    r -> r.overrideConfiguration(override).identifier(arn).name(name))));
  }

  @Override
  public void tag(String arn, Map<String, String> tags) {
    tag(
        arn,
        override ->
            client.tagResource(r -> r.overrideConfiguration(override).resourceArn(arn).tags(tags)));
  }

  @Override
  public void untag(String arn, Collection<String> keys) {
    untag(
        arn,
        override ->
            client.untagResource(
                r -> r.overrideConfiguration(override).resourceArn(arn).tagKeys(keys)));
  }
}
