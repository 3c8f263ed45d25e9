package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesApiTest extends EmulatorTest {
  @Test
  void resources_ofOneType_returnsLatestFirstWithCounts() throws JsonException {
    createChannel("a");
    createChannel("b");
    createRoom("r");

    Map<String, ?> answer = get("resources?type=channel&limit=1");

    assertThat(answer.get("matching")).isEqualTo(2L);
    assertThat(names(answer, "resources")).containsExactly("b");
    assertThat(answer.get("counts"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("channel", 2L)
        .containsEntry("stream-key", 2L)
        .containsEntry("room", 1L)
        .containsEntry("stage", 0L);
  }

  @Test
  void resources_withText_matchesNameIdentifierUserAndTag() throws JsonException {
    String channel = createChannel("Morning_show");
    createChannel("other");
    aws.call("CreateRoom", Map.of("name", "r", "tags", Map.of("team", "mornings")));
    emulator.participants().join(createStage("s"), "early-morning");

    assertThat(types(get("resources?text=MORNING")))
        .containsExactlyInAnyOrder("channel", "room", "participant");
    assertThat(types(get("resources?text=" + channel.substring(channel.indexOf('/') + 1))))
        .containsExactly("channel");
    assertThat(types(get("resources?type=channel,room&text=morning")))
        .containsExactlyInAnyOrder("channel", "room");
    assertThat(types(get("resources?text=nothing%20like%20it"))).isEmpty();
  }

  @Test
  void resources_liveChannelAndStage_showStreamAndParticipants() throws JsonException {
    String channel = createChannel("live");
    emulator.startStream(channel);
    emulator.viewers(channel, 7);
    String stage = createStage("stage");
    emulator.participants().publish(emulator.participants().join(stage, "todd"));
    emulator.participants().leave(emulator.participants().join(stage, "gone"));
    emulator.participants().join(stage, "rita");

    assertThat(all(get("resources?type=channel"), "resources").get(0).get("stream"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("viewerCount", 7L)
        .containsEntry("state", "LIVE");
    assertThat(all(get("resources?type=stage"), "resources").get(0))
        .containsEntry("connected", 2L)
        .containsEntry("publishing", 1L);
  }

  @Test
  void resource_withSecrets_showsThemOnlyOnRequest() throws JsonException {
    aws.call(
        "CreateIngestConfiguration", Map.of("ingestProtocol", "RTMPS", "redundantIngest", true));
    createChannel("c");
    for (String type : List.of("stream-key", "ingest-configuration", "channel")) {
      String arn = (String) all(get("resources?type=" + type), "resources").get(0).get("key");
      String hidden = new String(control("GET", one(arn), "").body(), StandardCharsets.UTF_8);
      String shown =
          new String(control("GET", one(arn) + "?secrets=true", "").body(), StandardCharsets.UTF_8);

      assertThat(hidden).as(type).contains("\"***\"").doesNotContain("sk_us-east-1_", "rt_1234");
      assertThat(shown)
          .as(type)
          .doesNotContain("\"***\"")
          .containsAnyOf("sk_us-east-1_", "rt_1234");
    }
  }

  @Test
  void resources_listed_neverShowSecrets() {
    aws.call("CreateIngestConfiguration", Map.of("ingestProtocol", "RTMPS"));
    emulator.startStream(createChannel("c"));
    String passphrase =
        aws.call("GetChannel", Map.of("arn", emulator.resources().get(0).arn()))
            .text("channel.srt.passphrase");

    String list = new String(control("GET", "resources", "").body(), StandardCharsets.UTF_8);

    assertThat(list)
        .contains("\"value\":\"***\"", "\"streamKey\":\"***\"", "\"passphrase\":\"***\"")
        .doesNotContain("sk_us-east-1_", "rt_1234", passphrase);
  }

  @Test
  void resource_named_showsWhatBelongsToItAndWhatItNames() throws JsonException {
    String recording = createRecording(aws, 0);
    String channel =
        aws.call("CreateChannel", Map.of("recordingConfigurationArn", recording))
            .text("channel.arn");
    emulator.startStream(channel);
    createChannel("other");

    assertThat(types(get(one(channel)), "related"))
        .containsExactlyInAnyOrder(
            "stream-key",
            "stream",
            "stream-session",
            "recording-configuration",
            "stream-recording");
    assertThat(types(get(one(recording)), "related"))
        .contains("channel", "stream-session", "stream-recording");
  }

  @Test
  void resource_stage_showsSessionsAndParticipants() throws JsonException {
    EmulatedParticipant todd = emulator.participants().join(createStage("s"), "todd");

    assertThat(types(get(one(todd.stageArn())), "related"))
        .containsExactlyInAnyOrder("stage-session", "participant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources?type=nothing",
        "resources?type=event",
        "resources?limit=1001",
        "resources?limit=-1",
        "resources?limit=x",
        "resources?secrets=true",
        "resources?text",
        "resources?=x",
        "resources/x?limit=1"
      })
  void resources_invalidQuery_isRejected(String path) {
    assertThat(control("GET", path, "").statusCode()).isEqualTo(400);
  }

  @Test
  void resource_unknown_isNotFound() {
    assertThat(control("GET", one(UNKNOWN_CHANNEL), "").statusCode()).isEqualTo(404);
  }

  @Test
  void operations_always_areThoseOfFaultRules() throws JsonException {
    List<?> names = (List<?>) Json.parse(control("GET", "operations", "").body());

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(80);
    names.forEach(name -> emulator.faults().add(FaultRule.latency((String) name, Duration.ZERO)));
  }

  @Test
  void message_sentWithoutConnection_reachesMembersAfterReview() throws Exception {
    String room = createRoom("r");
    String token =
        aws.call("CreateChatToken", Map.of("roomIdentifier", room, "userId", "rita")).text("token");
    try (ChatClient rita = ChatClient.connect(emulator.chatEndpoint(), token)) {
      assertThat(say(room, "todd", "hello")).isEqualTo(200);

      assertThat(rita.next())
          .containsEntry("Content", "hello")
          .containsEntry("Sender", Map.of("UserId", "todd", "Attributes", Map.of()));
    }
  }

  @ParameterizedTest
  @CsvSource({"todd, '', 400", "'', hello, 400"})
  void message_withoutUserOrContent_isRejected(String user, String content, int status) {
    assertThat(say(createRoom("r"), user, content)).isEqualTo(status);
  }

  @Test
  void message_againstRulesOfRoom_isRejected() {
    String room =
        aws.call("CreateRoom", Map.of("maximumMessageLength", 5, "maximumMessageRatePerSecond", 1))
            .text("arn");

    assertThat(say(room, "todd", "too long")).isEqualTo(400);
    assertThat(say(room, "todd", "short")).isEqualTo(200);
    assertThat(say(room, "todd", "again")).isEqualTo(429);
    assertThat(say(UNKNOWN_ROOM, "todd", "hello")).isEqualTo(404);
  }

  private int say(String room, String user, String content) {
    String body =
        new String(
            Json.write(Map.of("roomArn", room, "userId", user, "content", content)),
            StandardCharsets.UTF_8);
    return control("POST", "chat/messages", body).statusCode();
  }

  private static String one(String arn) {
    return "resources/" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
  }

  private static List<Object> types(Map<String, ?> answer) {
    return types(answer, "resources");
  }

  private static List<Object> types(Map<String, ?> answer, String list) {
    return all(answer, list).stream().<Object>map(resource -> resource.get("type")).toList();
  }

  private static List<Object> names(Map<String, ?> answer, String list) {
    return all(answer, list).stream().<Object>map(resource -> resource.get("name")).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> all(Map<String, ?> answer, String list) {
    return (List<Map<String, Object>>) answer.get(list);
  }

  private Map<String, ?> get(String path) throws JsonException {
    HttpResponse<byte[]> response = control("GET", path, "");
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.parseObject(response.body());
  }

  private HttpResponse<byte[]> control(String method, String path, String body) {
    return aws.exchange(method, "/_streamcat/" + path, body.getBytes(StandardCharsets.UTF_8));
  }
}
