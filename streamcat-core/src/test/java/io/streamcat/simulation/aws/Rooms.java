package io.streamcat.simulation.aws;

import static java.util.Objects.requireNonNullElse;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.aws.Shelf.Item;
import io.streamcat.simulation.aws.Shelf.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivschat.model.CreateRoomRequest;
import software.amazon.awssdk.services.ivschat.model.CreateRoomResponse;
import software.amazon.awssdk.services.ivschat.model.DeleteRoomRequest;
import software.amazon.awssdk.services.ivschat.model.DeleteRoomResponse;
import software.amazon.awssdk.services.ivschat.model.GetRoomRequest;
import software.amazon.awssdk.services.ivschat.model.GetRoomResponse;
import software.amazon.awssdk.services.ivschat.model.ListRoomsRequest;
import software.amazon.awssdk.services.ivschat.model.ListRoomsResponse;
import software.amazon.awssdk.services.ivschat.model.MessageReviewHandler;
import software.amazon.awssdk.services.ivschat.model.RoomSummary;
import software.amazon.awssdk.services.ivschat.model.UpdateRoomRequest;
import software.amazon.awssdk.services.ivschat.model.UpdateRoomResponse;

/** The chat rooms. Logging configurations are not simulated. */
final class Rooms {

  private final Account account;
  private final Pages pages;

  Rooms(Account account) {
    this.account = account;
    this.pages = new Pages(account, true, 50);
  }

  CreateRoomResponse create(CreateRoomRequest request) {
    String arn = account.newArn("ivschat", "room");
    GetRoomResponse room =
        GetRoomResponse.builder()
            .arn(arn)
            .id(Account.idOf(arn))
            .name(requireNonNullElse(request.name(), ""))
            .maximumMessageRatePerSecond(
                requireNonNullElse(request.maximumMessageRatePerSecond(), 10))
            .maximumMessageLength(requireNonNullElse(request.maximumMessageLength(), 500))
            .messageReviewHandler(handler(null, request.messageReviewHandler()))
            .loggingConfigurationIdentifiers(List.copyOf(request.loggingConfigurationIdentifiers()))
            .tags(new LinkedHashMap<>(request.tags()))
            .createTime(account.timestamp())
            .updateTime(account.timestamp())
            .build();
    account.rooms().add(arn, room, account.now(), account.nextOrder());
    account.changed(Change.Kind.CREATED, arn, room.tags());
    return CreateRoomResponse.builder()
        .arn(room.arn())
        .id(room.id())
        .name(room.name())
        .maximumMessageRatePerSecond(room.maximumMessageRatePerSecond())
        .maximumMessageLength(room.maximumMessageLength())
        .messageReviewHandler(room.messageReviewHandler())
        .loggingConfigurationIdentifiers(room.loggingConfigurationIdentifiers())
        .tags(room.tags())
        .createTime(room.createTime())
        .updateTime(room.updateTime())
        .build();
  }

  /**
   * An omitted member stays unchanged. An empty URI stays in the handler, unless there was none.
   */
  private static @Nullable MessageReviewHandler handler(
      @Nullable MessageReviewHandler before, @Nullable MessageReviewHandler requested) {
    MessageReviewHandler.Builder handler =
        before == null
            ? MessageReviewHandler.builder().uri("").fallbackResult("ALLOW")
            : before.toBuilder();
    if (requested != null && requested.uri() != null) {
      handler.uri(requested.uri());
    }
    if (requested != null && requested.fallbackResultAsString() != null) {
      handler.fallbackResult(requested.fallbackResultAsString());
    }
    MessageReviewHandler merged = handler.build();
    return before == null && merged.uri().isEmpty() ? null : merged;
  }

  GetRoomResponse get(AwsOperation<?> operation, GetRoomRequest request) {
    GetRoomResponse room = account.rooms().find(request.identifier(), account.timeGotBy(operation));
    if (room == null) {
      throw Errors.IVSCHAT.notFound(request.identifier());
    }
    return room;
  }

  ListRoomsResponse list(AwsOperation<?> operation, ListRoomsRequest request) {
    String name = requireNonNullElse(request.name(), "");
    List<Listed<GetRoomResponse>> listed = account.rooms().list(account.timeListedBy(operation));
    listed.removeIf(item -> !name.isEmpty() && !name.equals(item.value().name()));
    Pages.Page<GetRoomResponse> page =
        pages.page(operation, listed, request.maxResults(), request.nextToken());
    long tagsAsOf = account.lags().timeSeenBy(Fault.LATE_TAGS, operation.name());
    return ListRoomsResponse.builder()
        .rooms(page.shown().stream().map(item -> summary(item, tagsAsOf)).toList())
        .nextToken(page.next())
        .build();
  }

  private static RoomSummary summary(Listed<GetRoomResponse> item, long tagsAsOf) {
    GetRoomResponse room = item.value();
    GetRoomResponse tagged = item.valueAt(tagsAsOf);
    return RoomSummary.builder()
        .arn(room.arn())
        .id(room.id())
        .name(room.name())
        .messageReviewHandler(room.messageReviewHandler())
        .loggingConfigurationIdentifiers(room.loggingConfigurationIdentifiers())
        .createTime(room.createTime())
        .updateTime(room.updateTime())
        .tags(tagged == null ? Map.of() : tagged.tags())
        .build();
  }

  UpdateRoomResponse update(UpdateRoomRequest request) {
    Item<GetRoomResponse> item = require(request.identifier());
    GetRoomResponse before = item.value();
    GetRoomResponse.Builder settings =
        before.toBuilder()
            .name(requireNonNullElse(request.name(), before.name()))
            .maximumMessageRatePerSecond(
                requireNonNullElse(
                    request.maximumMessageRatePerSecond(), before.maximumMessageRatePerSecond()))
            .maximumMessageLength(
                requireNonNullElse(request.maximumMessageLength(), before.maximumMessageLength()))
            .messageReviewHandler(
                handler(before.messageReviewHandler(), request.messageReviewHandler()))
            .updateTime(account.timestamp());
    if (request.hasLoggingConfigurationIdentifiers()) {
      settings.loggingConfigurationIdentifiers(request.loggingConfigurationIdentifiers());
    }
    GetRoomResponse room = settings.build();
    account.rooms().change(item, room, account.now(), account.nextOrder());
    account.changed(Change.Kind.UPDATED, room.arn(), room.tags());
    return UpdateRoomResponse.builder()
        .arn(room.arn())
        .id(room.id())
        .name(room.name())
        .maximumMessageRatePerSecond(room.maximumMessageRatePerSecond())
        .maximumMessageLength(room.maximumMessageLength())
        .messageReviewHandler(room.messageReviewHandler())
        .loggingConfigurationIdentifiers(room.loggingConfigurationIdentifiers())
        .tags(room.tags())
        .createTime(room.createTime())
        .updateTime(room.updateTime())
        .build();
  }

  DeleteRoomResponse delete(DeleteRoomRequest request) {
    Item<GetRoomResponse> item = require(request.identifier());
    account.rooms().remove(item, account.now());
    account.changed(Change.Kind.DELETED, item.key(), item.value().tags());
    return DeleteRoomResponse.builder().build();
  }

  private Item<GetRoomResponse> require(String arn) {
    Item<GetRoomResponse> item = account.rooms().find(arn);
    if (item == null) {
      throw Errors.IVSCHAT.notFound(arn);
    }
    return item;
  }
}
