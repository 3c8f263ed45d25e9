package io.streamcat.simulation.aws;

import io.streamcat.simulation.aws.AwsSide.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;
import software.amazon.awssdk.services.ivs.model.MultitrackInputConfiguration;
import software.amazon.awssdk.services.ivs.model.UpdateChannelRequest;
import software.amazon.awssdk.services.ivschat.model.MessageReviewHandler;

/** A generator of calls that both sides can make, each with a text for failure messages. */
final class RandomCalls {

  private static final List<ResourceType> TYPES = List.of(ResourceType.values());
  private static final List<String> NAMES = List.of("", "a", "b", "ab", "A");
  private static final String RECORDING =
      "arn:aws:ivs:us-east-1:123456789012:recording-configuration/NeverExisted";
  private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:review";

  private final Random random;

  RandomCalls(Random random) {
    this.random = random;
  }

  /**
   * A call.
   *
   * @param text the call in words
   * @param on makes the call and returns the answer
   */
  record Call(String text, Function<AwsSide, Object> on) {}

  Call next(AwsSide side) {
    int channel = random.nextInt(side.count(ResourceType.CHANNEL) + 1);
    int key = random.nextInt(side.count(ResourceType.STREAM_KEY) + 1);
    int room = random.nextInt(side.count(ResourceType.ROOM) + 1);
    int stage = random.nextInt(side.count(ResourceType.STAGE) + 1);
    return switch (random.nextInt(26)) {
      case 0, 1 -> createChannel();
      case 2 ->
          new Call("get channel " + channel, s -> s.ivs().getChannel(r -> r.arn(c(s, channel))));
      case 3 -> batchGetChannels(side);
      case 4 -> listChannels();
      case 5 -> updateChannel(channel);
      case 6 ->
          new Call(
              "delete channel " + channel, s -> s.ivs().deleteChannel(r -> r.arn(c(s, channel))));
      case 7 -> createStreamKey(channel);
      case 8 ->
          new Call(
              "get key " + key,
              s -> s.ivs().getStreamKey(r -> r.arn(s.arn(ResourceType.STREAM_KEY, key))));
      case 9 ->
          new Call(
              "list keys of " + channel,
              s -> s.ivs().listStreamKeys(r -> r.channelArn(c(s, channel))));
      case 10 ->
          new Call(
              "delete key " + key,
              s -> s.ivs().deleteStreamKey(r -> r.arn(s.arn(ResourceType.STREAM_KEY, key))));
      case 11 ->
          new Call(
              "get stream of " + channel, s -> s.ivs().getStream(r -> r.channelArn(c(s, channel))));
      case 12 -> listStreams();
      case 13 ->
          new Call(
              "stop stream of " + channel,
              s -> s.ivs().stopStream(r -> r.channelArn(c(s, channel))));
      case 14 -> createRoom();
      case 15 ->
          new Call("get room " + room, s -> s.ivschat().getRoom(r -> r.identifier(room(s, room))));
      case 16 -> listRooms();
      case 17 -> updateRoom(room);
      case 18 ->
          new Call(
              "delete room " + room, s -> s.ivschat().deleteRoom(r -> r.identifier(room(s, room))));
      case 19 -> createStage();
      case 20 ->
          new Call("get stage " + stage, s -> s.ivsRealTime().getStage(r -> r.arn(st(s, stage))));
      case 21 -> listStages();
      case 22 -> {
        String name = name();
        yield new Call(
            "update stage " + stage + " name " + name,
            s -> s.ivsRealTime().updateStage(r -> r.arn(st(s, stage)).name(name)));
      }
      case 23 ->
          new Call(
              "delete stage " + stage, s -> s.ivsRealTime().deleteStage(r -> r.arn(st(s, stage))));
      default -> tags(side);
    };
  }

  private static String c(AwsSide side, int channel) {
    return side.arn(ResourceType.CHANNEL, channel);
  }

  private static String room(AwsSide side, int room) {
    return side.arn(ResourceType.ROOM, room);
  }

  private static String st(AwsSide side, int stage) {
    return side.arn(ResourceType.STAGE, stage);
  }

  private Call createChannel() {
    CreateChannelRequest request =
        CreateChannelRequest.builder()
            .name(perhaps(name()))
            .type(perhaps(oneOf("BASIC", "STANDARD", "ADVANCED_SD", "ADVANCED_HD")))
            .latencyMode(perhaps(oneOf("LOW", "NORMAL")))
            .preset(rarely(preset()))
            .authorized(perhaps(random.nextBoolean()))
            .insecureIngest(perhaps(random.nextBoolean()))
            .containerFormat(perhaps(oneOf("TS", "FRAGMENTED_MP4")))
            .multitrackInputConfiguration(rarely(multitrack()))
            .tags(perhaps(tags()))
            .build();
    return new Call(request.toString(), s -> s.ivs().createChannel(request));
  }

  private Call updateChannel(int channel) {
    UpdateChannelRequest request =
        UpdateChannelRequest.builder()
            .name(perhaps(name()))
            .type(perhaps(oneOf("BASIC", "STANDARD", "ADVANCED_SD", "ADVANCED_HD")))
            .latencyMode(perhaps(oneOf("LOW", "NORMAL")))
            .preset(rarely(preset()))
            .authorized(perhaps(random.nextBoolean()))
            .insecureIngest(perhaps(random.nextBoolean()))
            .containerFormat(perhaps(oneOf("TS", "FRAGMENTED_MP4")))
            .multitrackInputConfiguration(rarely(multitrack()))
            .build();
    return new Call(
        channel + " " + request,
        s -> s.ivs().updateChannel(request.toBuilder().arn(c(s, channel)).build()));
  }

  private String preset() {
    return oneOf("HIGHER_BANDWIDTH_DELIVERY", "CONSTRAINED_BANDWIDTH_DELIVERY");
  }

  private MultitrackInputConfiguration multitrack() {
    return MultitrackInputConfiguration.builder()
        .enabled(perhaps(random.nextBoolean()))
        .policy(perhaps(oneOf("ALLOW", "REQUIRE")))
        .maximumResolution(perhaps(oneOf("SD", "HD", "FULL_HD")))
        .build();
  }

  private Call batchGetChannels(AwsSide side) {
    List<Integer> channels = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      channels.add(random.nextInt(side.count(ResourceType.CHANNEL) + 1));
    }
    return new Call(
        "batch get channels " + channels,
        s -> s.ivs().batchGetChannel(r -> r.arns(channels.stream().map(n -> c(s, n)).toList())));
  }

  private Call listChannels() {
    String name = perhaps(name());
    String recording = rarely(RECORDING);
    return list(
        "channels named " + name + (recording == null ? "" : " recorded"),
        (s, size, token) -> {
          var page =
              s.ivs()
                  .listChannels(
                      r ->
                          r.filterByName(name)
                              .filterByRecordingConfigurationArn(recording)
                              .maxResults(size)
                              .nextToken(token));
          return new Answer(page, page.nextToken());
        });
  }

  private Call listStreams() {
    return list(
        "streams",
        (s, size, token) -> {
          var page = s.ivs().listStreams(r -> r.maxResults(size).nextToken(token));
          return new Answer(page, page.nextToken());
        });
  }

  private Call createStreamKey(int channel) {
    Map<String, String> tags = perhaps(tags());
    return new Call(
        "create key of " + channel + " " + tags,
        s -> s.ivs().createStreamKey(r -> r.channelArn(c(s, channel)).tags(tags)));
  }

  private Call createRoom() {
    String name = perhaps(name());
    Integer rate = perhaps(1 + random.nextInt(100));
    Integer length = perhaps(1 + random.nextInt(500));
    MessageReviewHandler handler = rarely(handler());
    Map<String, String> tags = perhaps(tags());
    return new Call(
        "create room " + name + " " + rate + " " + length + " " + handler + " " + tags,
        s ->
            s.ivschat()
                .createRoom(
                    r ->
                        r.name(name)
                            .maximumMessageRatePerSecond(rate)
                            .maximumMessageLength(length)
                            .messageReviewHandler(handler)
                            .tags(tags)));
  }

  private Call updateRoom(int room) {
    String name = perhaps(name());
    Integer rate = perhaps(1 + random.nextInt(100));
    Integer length = perhaps(1 + random.nextInt(500));
    MessageReviewHandler handler = perhaps(handler());
    return new Call(
        "update room " + room + " " + name + " " + rate + " " + length + " " + handler,
        s ->
            s.ivschat()
                .updateRoom(
                    r ->
                        r.identifier(room(s, room))
                            .name(name)
                            .maximumMessageRatePerSecond(rate)
                            .maximumMessageLength(length)
                            .messageReviewHandler(handler)));
  }

  private MessageReviewHandler handler() {
    return MessageReviewHandler.builder()
        .uri(perhaps(random.nextBoolean() ? LAMBDA : ""))
        .fallbackResult(perhaps(oneOf("ALLOW", "DENY")))
        .build();
  }

  private Call listRooms() {
    String name = perhaps(name());
    return list(
        "rooms named " + name,
        (s, size, token) -> {
          var page = s.ivschat().listRooms(r -> r.name(name).maxResults(size).nextToken(token));
          return new Answer(page, page.nextToken());
        });
  }

  private Call createStage() {
    String name = perhaps(name());
    Map<String, String> tags = perhaps(tags());
    return new Call(
        "create stage " + name + " " + tags,
        s -> s.ivsRealTime().createStage(r -> r.name(name).tags(tags)));
  }

  private Call listStages() {
    return list(
        "stages",
        (s, size, token) -> {
          var page = s.ivsRealTime().listStages(r -> r.maxResults(size).nextToken(token));
          return new Answer(page, page.nextToken());
        });
  }

  private Call tags(AwsSide side) {
    ResourceType type = TYPES.get(random.nextInt(TYPES.size()));
    int n = random.nextInt(side.count(type) + 1);
    Map<String, String> tags = tags();
    List<String> keys = List.of("k" + random.nextInt(4), "k" + random.nextInt(4));
    String what = type + " " + n + " ";
    return switch (random.nextInt(3)) {
      case 0 -> new Call("tags of " + what, s -> listTags(s, type, n));
      case 1 -> new Call("untag " + what + keys, s -> untag(s, type, n, keys));
      default -> new Call("tag " + what + tags, s -> tag(s, type, n, tags));
    };
  }

  private static Object tag(AwsSide s, ResourceType type, int n, Map<String, String> tags) {
    return switch (type) {
      case ROOM -> s.ivschat().tagResource(r -> r.resourceArn(s.arn(type, n)).tags(tags));
      case STAGE -> s.ivsRealTime().tagResource(r -> r.resourceArn(s.arn(type, n)).tags(tags));
      default -> s.ivs().tagResource(r -> r.resourceArn(s.arn(type, n)).tags(tags));
    };
  }

  private static Object untag(AwsSide s, ResourceType type, int n, List<String> keys) {
    return switch (type) {
      case ROOM -> s.ivschat().untagResource(r -> r.resourceArn(s.arn(type, n)).tagKeys(keys));
      case STAGE -> s.ivsRealTime().untagResource(r -> r.resourceArn(s.arn(type, n)).tagKeys(keys));
      default -> s.ivs().untagResource(r -> r.resourceArn(s.arn(type, n)).tagKeys(keys));
    };
  }

  private static Object listTags(AwsSide s, ResourceType type, int n) {
    return switch (type) {
      case ROOM -> s.ivschat().listTagsForResource(r -> r.resourceArn(s.arn(type, n)));
      case STAGE -> s.ivsRealTime().listTagsForResource(r -> r.resourceArn(s.arn(type, n)));
      default -> s.ivs().listTagsForResource(r -> r.resourceArn(s.arn(type, n)));
    };
  }

  /** A page and the token of the next one. */
  private record Answer(Object page, @Nullable String next) {}

  /** Fetches a page. */
  @FunctionalInterface
  private interface Fetch {
    Answer page(AwsSide side, @Nullable Integer size, @Nullable String token);
  }

  /** Lists all pages; a resource may be created or deleted between two pages. */
  private Call list(String what, Fetch fetch) {
    Integer size = perhaps(1 + random.nextInt(3));
    return new Call(
        "list " + what + " by " + size,
        s -> {
          List<Object> pages = new ArrayList<>();
          Answer answer = fetch.page(s, size, null);
          pages.add(answer.page());
          while (answer.next() != null) {
            answer = fetch.page(s, size, answer.next());
            pages.add(answer.page());
          }
          return pages;
        });
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tags.put("k" + random.nextInt(4), "v" + random.nextInt(4));
    }
    return tags;
  }

  private String oneOf(String... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T perhaps(T value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> @Nullable T rarely(T value) {
    return random.nextInt(8) == 0 ? value : null;
  }
}
