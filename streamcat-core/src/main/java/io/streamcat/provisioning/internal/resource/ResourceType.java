package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceOperations.PlannedCall;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.SettingsChange;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.Check;
import io.streamcat.provisioning.internal.UserResources;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageChange;
import io.streamcat.realtime.StageSettings;
import io.streamcat.user.ResourceKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of resource, abstracted so that every step of provisioning is written once for all
 * kinds.
 *
 * @param kind the kind
 * @param defaults the change to the default settings
 * @param defaultTags the tags of the default settings
 * @param check rejects chosen settings that conflict with the defaults
 * @param create creates a resource
 * @param find finds created resources by name and identifying tags
 * @param delete deletes a resource by ARN; it may already be gone
 * @param list lists all resources of the account and region, a page at a time
 * @param get gets a resource by ARN, or empty if it is gone
 * @param update changes a resource in AWS to the settings of the passed one, and returns the
 *     resource as AWS then has it
 * @param rename changes the name of a resource by ARN
 * @param tag adds tags to a resource by ARN
 * @param untag removes StreamCat's tags from a resource by ARN; it may be gone
 * @param planned returns the call that creates a resource, to reserve its turn; null if the
 *     application's operations do not name it
 */
public record ResourceType(
    ResourceKind kind,
    SettingsChange<?, ?> defaults,
    Map<String, String> defaultTags,
    Consumer<SettingsChange<?, ?>> check,
    Creation create,
    BiFunction<String, Map<String, String>, List<? extends AwsResource>> find,
    Consumer<String> delete,
    Supplier<Stream<ResourceSummary>> list,
    Function<String, Optional<? extends AwsResource>> get,
    UnaryOperator<AwsResource> update,
    BiConsumer<String, String> rename,
    BiConsumer<String, Map<String, String>> tag,
    Consumer<String> untag,
    Supplier<@Nullable PlannedCall> planned) {

  /** The number of tags that an application may set: StreamCat uses five itself. */
  public static final int MAX_TAGS = Tags.MAX - 5;

  /** A function that creates a resource by name, chosen settings and StreamCat's own tags. */
  interface Creation {
    AwsResource create(String name, SettingsChange<?, ?> own, Map<String, String> tags);
  }

  public static Map<ResourceKind, ResourceType> all(UserResources resources) {
    ChannelSettings channel = resources.channelSettings();
    ChatRoomSettings chatRoom = resources.chatRoomSettings();
    StageSettings stage = resources.stageSettings();
    checkRoom("channelSettings.tags", channel.tags());
    checkRoom("chatRoomSettings.tags", chatRoom.tags());
    checkRoom("stageSettings.tags", stage.tags());
    Map<ResourceKind, ResourceType> types = new EnumMap<>(ResourceKind.class);
    types.put(
        ResourceKind.CHANNEL,
        of(
            ResourceKind.CHANNEL,
            resources.channelOperations(),
            ChannelChange.to(channel),
            channel.tags(),
            own -> ((ChannelChange) own).applyTo(channel),
            (settings, tags) ->
                settings.toBuilder().tags(Tags.merged(settings.tags(), tags)).build(),
            wanted -> ((Channel) wanted).settings()));
    types.put(
        ResourceKind.CHAT_ROOM,
        of(
            ResourceKind.CHAT_ROOM,
            resources.chatRooms(),
            ChatRoomChange.to(chatRoom),
            chatRoom.tags(),
            own -> ((ChatRoomChange) own).applyTo(chatRoom),
            (settings, tags) ->
                settings.toBuilder().tags(Tags.merged(settings.tags(), tags)).build(),
            wanted -> ((ChatRoom) wanted).settings()));
    types.put(
        ResourceKind.STAGE,
        of(
            ResourceKind.STAGE,
            resources.stages(),
            StageChange.to(stage),
            stage.tags(),
            own -> ((StageChange) own).applyTo(stage),
            (settings, tags) -> settings.withTags(Tags.merged(settings.tags(), tags)),
            wanted -> ((Stage) wanted).settings()));
    return types;
  }

  /**
   * Returns the type for a service.
   *
   * @param chosen applies chosen settings to the defaults
   * @param tagged adds tags to settings
   * @param settings reads the settings of a resource
   */
  private static <R extends AwsResource, S> ResourceType of(
      ResourceKind kind,
      ResourceOperations<R, S> service,
      SettingsChange<?, ?> defaults,
      Map<String, String> defaultTags,
      Function<SettingsChange<?, ?>, S> chosen,
      BiFunction<S, Map<String, String>, S> tagged,
      Function<AwsResource, S> settings) {
    return new ResourceType(
        kind,
        defaults,
        defaultTags,
        own -> Objects.requireNonNull(chosen.apply(own)),
        (name, own, tags) -> service.create(name, tagged.apply(chosen.apply(own), tags)),
        service::find,
        service::delete,
        service::list,
        service::get,
        wanted -> service.update(wanted.arn(), settings.apply(wanted)),
        service::rename,
        service::tag,
        arn -> service.untag(arn, Tags.OWN),
        service::plannedCreate);
  }

  /** Returns whether a resource has the settings and tags that new ones get by default. */
  public boolean hasDefaults(AwsResource resource) {
    Map<String, String> tags = new HashMap<>(resource.tags());
    tags.keySet().removeAll(Tags.OWN);
    return tags.equals(defaultTags) && defaults.appliedTo(resource).equals(resource);
  }

  private static void checkRoom(String field, Map<String, String> tags) {
    Check.that(
        tags.size() <= MAX_TAGS, field, "at most " + MAX_TAGS + " tags", "has " + tags.size());
  }
}
