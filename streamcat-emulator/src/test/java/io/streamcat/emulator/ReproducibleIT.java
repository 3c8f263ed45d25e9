package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.testing.Guarantee;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests in separate processes, because the order of some Java maps differs between processes. */
@Guarantee("EMU-06")
class ReproducibleIT {
  private static final String TIME = "2030-01-02T03:04:05.678Z";

  @AutoClose private final StandaloneJar jar = new StandaloneJar();

  @Test
  void answers_sameSeedAndTime_areEqualByteByByte() throws Exception {
    List<String> first = play("--seed", "7", "--clock", TIME);
    List<String> second = play("--seed", "7", "--clock", TIME);
    List<String> other = play("--seed", "8", "--clock", TIME);

    assertThat(second).isEqualTo(first);
    assertThat(other.get(0)).isNotEqualTo(first.get(0));
    assertThat(first.get(0)).startsWith("200").contains("arn:aws:ivs:");
    assertThat(String.join("\n", first))
        .contains(TIME, "Stream Start", "ConflictException", "not joined", "Replication Start");
  }

  private List<String> play(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--port", "0"));
    arguments.addAll(Arrays.asList(options));
    Player player = new Player(StandaloneJar.listening(jar.run(arguments.toArray(new String[0]))));
    Map<String, ?> tags = Map.of("a", "1", "b", "2", "c", "3");
    String channel = player.post("CreateChannel", Map.of("tags", new TreeMap<>(tags)));
    String stage =
        player.post(
            "CreateStage",
            Map.of(
                "participantTokenConfigurations",
                List.of(Map.of("userId", "u", "attributes", new TreeMap<>(tags)), Map.of())));
    String room = player.post("CreateRoom", Map.of());
    player.post("CreateParticipantToken", Map.of("stageArn", stage));
    player.post("CreateChatToken", Map.of("roomIdentifier", room, "userId", "u"));
    player.post(
        "UpdateChannel",
        new TreeMap<>(
            Map.of(
                "arn", channel,
                "recordingConfigurationArn", EmulatorTest.UNKNOWN_RECORDING,
                "playbackRestrictionPolicyArn", EmulatorTest.UNKNOWN_POLICY)));
    player.post("CreateRoom", Map.of("maximumMessageLength", 0, "maximumMessageRatePerSecond", 0));
    player.post(
        "ListParticipants",
        new TreeMap<>(
            Map.of(
                "stageArn", stage,
                "sessionId", "st-1234567890123",
                "filterByPublished", true,
                "filterByUserId", "u",
                "filterByState", "CONNECTED")));
    String composition =
        player.post(
            "StartComposition",
            Map.of(
                "stageArn",
                stage,
                "destinations",
                List.of(Map.of("channel", Map.of("channelArn", channel)))));
    player.post("DeleteChannel", Map.of("arn", channel));
    String participant = player.join(stage);
    player.put(participant, Map.of("token", player.token(stage)));
    player.put(participant, Map.of("published", true));
    player.post(
        "StartParticipantReplication",
        new TreeMap<>(
            Map.of(
                "sourceStageArn", stage,
                "destinationStageArn", player.post("CreateStage", Map.of()),
                "participantId", participant.substring(participant.lastIndexOf('/') + 1))));
    player.post("_streamcat/incidents", Map.of("name", "Destination Failure", "arn", composition));
    player.post("GetComposition", Map.of("arn", composition));
    player.get("_streamcat/events");
    player.get("_streamcat/requests");
    return player.answers;
  }

  /** A client that sends requests and records the answers without their real time. */
  private static final class Player {
    final List<String> answers = new ArrayList<>();
    private final URI endpoint;

    Player(URI endpoint) {
      this.endpoint = endpoint;
    }

    /** Returns the first ARN in the answer, or an empty string. */
    String post(String path, Map<String, ?> input) throws Exception {
      String body = send("POST", path, input);
      int arn = body.indexOf("arn:");
      return arn < 0 ? "" : body.substring(arn, body.indexOf('"', arn));
    }

    void put(String path, Map<String, ?> input) throws Exception {
      send("PUT", path, input);
    }

    /** Joins a stage and returns the path of the participant. */
    String join(String stage) throws Exception {
      String body = send("POST", "_streamcat/participants", Map.of("stageArn", stage));
      return "_streamcat/participants/"
          + URLEncoder.encode(stage, UTF_8)
          + "/"
          + Json.parseObject(body.getBytes(UTF_8)).get("participantId");
    }

    String token(String stage) throws Exception {
      String body = send("POST", "CreateParticipantToken", Map.of("stageArn", stage));
      Map<?, ?> answer = Json.parseObject(body.getBytes(UTF_8));
      return (String) ((Map<?, ?>) answer.get("participantToken")).get("token");
    }

    private String send(String method, String path, Map<String, ?> input) throws Exception {
      return send(
          HttpRequest.newBuilder(endpoint.resolve("/" + path))
              .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(input))));
    }

    void get(String path) throws Exception {
      send(HttpRequest.newBuilder(endpoint.resolve("/" + path)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
      HttpResponse<String> response =
          StandaloneJar.HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
      String headers =
          response.headers().map().entrySet().stream()
              .filter(header -> !header.getKey().equalsIgnoreCase("date"))
              .map(Object::toString)
              .collect(Collectors.joining(" "));
      answers.add(response.statusCode() + " " + headers + " " + response.body());
      return response.body();
    }
  }
}
