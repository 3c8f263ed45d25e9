package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.PlannedCall;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.error.Check;
import io.streamcat.realtime.Stage;
import io.streamcat.user.ResourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of resource as provisioning sees it: the seam that lets every step be written once for
 * all kinds.
 *
 * @param kind the kind
 * @param create creates one, by name and StreamCat's own tags
 * @param find finds those created, by name and identifying tags
 * @param delete deletes one by ARN, which may be gone already
 * @param list lists all of the account and region, a page at a time
 * @param get gets one by ARN, or nothing if it is gone
 * @param restore gives one in AWS the settings of the one recorded
 * @param planned the call that creates one, to reserve its turn; null if a service of the
 *     application's creates it
 */
record ResourceType(
    ResourceKind kind,
    BiFunction<String, Map<String, String>, AwsResource> create,
    BiFunction<String, Map<String, String>, List<? extends AwsResource>> find,
    Consumer<String> delete,
    Supplier<Stream<ResourceSummary>> list,
    Function<String, Optional<? extends AwsResource>> get,
    Consumer<AwsResource> restore,
    @Nullable PlannedCall planned) {

  /** AWS allows 50, of which five are StreamCat's own. */
  private static final int MAX_TAGS = 45;

  static Map<ResourceKind, ResourceType> all(UserResources resources) {
    Map<ResourceKind, ResourceType> types = new EnumMap<>(ResourceKind.class);
    checkRoom("channelSettings.tags", resources.channelSettings().tags());
    checkRoom("chatRoomSettings.tags", resources.chatRoomSettings().tags());
    checkRoom("stageSettings.tags", resources.stageSettings().tags());
    types.put(
        ResourceKind.CHANNEL,
        new ResourceType(
            ResourceKind.CHANNEL,
            (name, identity) ->
                resources
                    .channels()
                    .create(
                        name,
                        resources.channelSettings().toBuilder()
                            .tags(Tags.merged(resources.channelSettings().tags(), identity))
                            .build()),
            resources.channels()::find,
            resources.channels()::delete,
            resources.channels()::list,
            resources.channels()::get,
            recorded ->
                resources.channels().update(recorded.arn(), ((Channel) recorded).settings()),
            planned(resources.channels())));
    types.put(
        ResourceKind.CHAT_ROOM,
        new ResourceType(
            ResourceKind.CHAT_ROOM,
            (name, identity) ->
                resources
                    .chatRooms()
                    .create(
                        name,
                        resources.chatRoomSettings().toBuilder()
                            .tags(Tags.merged(resources.chatRoomSettings().tags(), identity))
                            .build()),
            resources.chatRooms()::find,
            resources.chatRooms()::delete,
            resources.chatRooms()::list,
            resources.chatRooms()::get,
            recorded ->
                resources.chatRooms().update(recorded.arn(), ((ChatRoom) recorded).settings()),
            planned(resources.chatRooms())));
    types.put(
        ResourceKind.STAGE,
        new ResourceType(
            ResourceKind.STAGE,
            (name, identity) ->
                resources
                    .stages()
                    .create(
                        name,
                        resources
                            .stageSettings()
                            .withTags(Tags.merged(resources.stageSettings().tags(), identity))),
            resources.stages()::find,
            resources.stages()::delete,
            resources.stages()::list,
            resources.stages()::get,
            recorded -> resources.stages().update(recorded.arn(), ((Stage) recorded).settings()),
            planned(resources.stages())));
    return types;
  }

  private static @Nullable PlannedCall planned(Object service) {
    return service instanceof ResourceService<?> own ? own.plannedCreate() : null;
  }

  private static void checkRoom(String field, Map<String, String> tags) {
    Check.that(
        tags.size() <= MAX_TAGS, field, "at most " + MAX_TAGS + " tags", "has " + tags.size());
  }
}
