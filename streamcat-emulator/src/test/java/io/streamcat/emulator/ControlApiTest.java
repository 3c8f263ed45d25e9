package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest extends EmulatorTest {
  @Test
  void health_running_reportsUp() throws JsonException {
    HttpResponse<byte[]> response = control("GET", "health", "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Json.parse(response.body()))
        .isEqualTo(
            Map.of(
                "status", "UP",
                "region", "us-east-1",
                "accountId", "123456789012",
                "chatEndpoint", emulator.chatEndpoint().toString()));
  }

  @Test
  void reset_withState_removesEverything() {
    emulator.startStream(createChannel("a"));
    emulator.faults().add(FaultRule.throttle("GetStage"));

    assertThat(control("POST", "reset", "").statusCode()).isEqualTo(200);

    assertThat(emulator.resources()).isEmpty();
    assertThat(emulator.faults().rules()).isEmpty();
    assertThat(emulator.requests()).isEmpty();
    assertThat(aws.call("ListStreams").all("streams", "channelArn")).isEmpty();
  }

  @Test
  void requests_afterCalls_returnsThem() throws JsonException {
    createRoom("room");

    assertThat(Json.parse(control("GET", "requests", "").body()))
        .isEqualTo(
            List.of(
                Map.of(
                    "service",
                    "ivschat",
                    "operation",
                    "CreateRoom",
                    "receivedAt",
                    MutableClock.START.toString(),
                    "input",
                    Map.of("name", "room"),
                    "status",
                    200L)));
  }

  @Test
  void putFaults_existingRules_replacesThem() {
    emulator.faults().add(FaultRule.throttle("GetStage"));

    control(
        "PUT",
        "faults",
        """
        [{"operation": "*", "fault": "LATENCY", "delayMillis": 5, "jitterMillis": 6},
         {"operation": "CreateRoom", "fault": "ERROR", "error": "PendingVerification",
          "times": 2, "probability": 0.5}]
        """);

    assertThat(emulator.faults().rules())
        .containsExactly(
            FaultRule.latency("*", Duration.ofMillis(5), Duration.ofMillis(6)),
            FaultRule.error("CreateRoom", "PendingVerification").times(2).probability(0.5));
  }

  @Test
  void putFaults_oneObject_setsOneRuleWithJavaDefaults() {
    control("PUT", "faults", "{\"operation\": \"CreateRoom\", \"fault\": \"RESPONSE_LOST\"}");

    assertThat(emulator.faults().rules()).containsExactly(FaultRule.responseLost("CreateRoom"));
  }

  @Test
  void putFaults_everyFault_setsSameRulesAsJava() {
    control(
        "PUT",
        "faults",
        """
        [{"operation": "CreateRoom", "fault": "ERROR_AFTER", "error": "InternalServerException"},
         {"operation": "CreateRoom", "fault": "BODY_CUT_OFF"},
         {"operation": "CreateRoom", "fault": "LATE_EFFECT", "delayMillis": 4000},
         {"operation": "CreateRoom", "fault": "LATE_EFFECT", "delayMillis": 5000,
          "error": "ServiceUnavailable"},
         {"operation": "ListRooms", "fault": "SHIFTING_LIST"},
         {"operation": "GetRoom", "fault": "NEW_NOT_FOUND", "delayMillis": 6000},
         {"operation": "*", "fault": "LATE_TAGS", "delayMillis": 7000}]
        """);

    assertThat(emulator.faults().rules())
        .containsExactly(
            FaultRule.errorAfter("CreateRoom", "InternalServerException"),
            FaultRule.bodyCutOff("CreateRoom"),
            FaultRule.lateEffect("CreateRoom", Duration.ofSeconds(4)),
            FaultRule.lateEffect("CreateRoom", Duration.ofSeconds(5), "ServiceUnavailable"),
            FaultRule.shiftingList("ListRooms"),
            FaultRule.newNotFound("GetRoom", Duration.ofSeconds(6)),
            FaultRule.lateTags("*", Duration.ofSeconds(7)));
  }

  @Test
  void postFaults_existingRules_keepsThem() {
    emulator.faults().add(FaultRule.throttle("GetStage"));

    control("POST", "faults", "{\"operation\": \"*\", \"fault\": \"DROP_BEFORE\"}");

    assertThat(emulator.faults().rules())
        .containsExactly(FaultRule.throttle("GetStage"), FaultRule.dropBefore("*"));
  }

  @Test
  void getFaults_anyRules_returnsInputOfPut() {
    emulator.faults().add(FaultRule.staleList("ListRooms", Duration.ofSeconds(3)));
    emulator.faults().add(FaultRule.throttle("GetStage").times(7));
    emulator.faults().add(FaultRule.errorAfter("CreateStage", "InternalServerException"));
    emulator.faults().add(FaultRule.bodyCutOff("*").probability(0.5));
    emulator.faults().add(FaultRule.lateEffect("CreateRoom", Duration.ofSeconds(4)));
    emulator
        .faults()
        .add(FaultRule.lateEffect("CreateRoom", Duration.ofSeconds(5), "ServiceUnavailable"));
    emulator.faults().add(FaultRule.shiftingList("ListRooms").times(1));
    emulator.faults().add(FaultRule.newNotFound("GetRoom", Duration.ofSeconds(6)));
    emulator.faults().add(FaultRule.lateTags("*", Duration.ofSeconds(7)));
    List<FaultRule> rules = emulator.faults().rules();

    String json = new String(control("GET", "faults", "").body(), StandardCharsets.UTF_8);
    control("PUT", "faults", json);

    assertThat(emulator.faults().rules()).isEqualTo(rules);
  }

  @Test
  void deleteFaults_existingRules_removesThem() {
    emulator.faults().add(FaultRule.throttle("GetStage"));

    assertThat(control("DELETE", "faults", "").statusCode()).isEqualTo(200);

    assertThat(emulator.faults().rules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | A fault rule must be a JSON object",
        "{'fault': 'ERROR'} | operation must be a string",
        "{'operation': 'Nope', 'fault': 'LATENCY'} | operation is not an operation",
        "{'operation': '*', 'fault': 'NOPE'} | fault must be one of",
        "{'operation': '*', 'fault': 'ERROR'} | error is required",
        "{'operation': '*', 'fault': 'ERROR', 'error': 'Nope'} | error is not an error",
        "{'operation': '*', 'fault': 'ERROR_AFTER'} | error is required",
        "{'operation': '*', 'fault': 'BODY_CUT_OFF', 'error': 'Nope'} | error applies only to",
        "{'operation': 'DeleteRoom', 'fault': 'BODY_CUT_OFF'} | operation is answered without a",
        "{'operation': 'GetRoom', 'fault': 'LATE_EFFECT'} | operation only reads",
        "{'operation': 'ListRooms', 'fault': 'NEW_NOT_FOUND'} | operation does not get",
        "{'operation': 'CreateRoom', 'fault': 'LATE_TAGS'} | operation does not read",
        "{'operation': 'GetRoom', 'fault': 'SHIFTING_LIST'} | operation does not list",
        "{'operation': '*', 'fault': 'SHIFTING_LIST', 'delayMillis': 5} | delay applies only to",
        "{'operation': '*', 'fault': 'LATENCY', 'times': -1} | times must be a whole number",
        "{'operation': '*', 'fault': 'LATENCY', 'times': 1.5} | times must be a whole number",
        "{'operation': '*', 'fault': 'LATENCY', 'probability': 2} | probability must be between",
        "{'operation': '*', 'fault': 'LATENCY', 'probability': 'x'} | probability must be a number",
        "{'operation': '*', 'fault': 'LATENCY', 'delayMillis': '5'} | delayMillis must be a whole",
        "{'operation': '*', 'fault': 'LATENCY', 'jitterMillis': -5} | jitterMillis must be a whole",
        "{'operation': '*', 'fault': 'LATENCY', 'delay': 5} | delay is not a member",
        "{ | The document is not valid JSON",
      })
  void putFaults_withABadRule_namesTheFieldAndChangesNothing(String rule, String message) {
    emulator.faults().add(FaultRule.throttle("GetStage"));

    HttpResponse<byte[]> response = control("PUT", "faults", rule.replace('\'', '"'));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(message);
    assertThat(emulator.faults().rules()).containsExactly(FaultRule.throttle("GetStage"));
  }

  @Test
  void streams_startAndStop_changeState() {
    String arn = createChannel("a");
    String encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8);

    assertThat(control("POST", "streams", "{\"channelArn\": \"" + arn + "\"}").statusCode())
        .isEqualTo(200);
    assertThat(control("PUT", "streams/" + encoded, "{\"viewerCount\": 7}").statusCode())
        .isEqualTo(200);
    assertThat(aws.call("GetStream", Map.of("channelArn", arn)).at("stream.viewerCount"))
        .isEqualTo(7L);

    assertThat(control("DELETE", "streams/" + encoded, "").statusCode()).isEqualTo(200);
    assertThat(aws.call("GetStream", Map.of("channelArn", arn)).status()).isEqualTo(404);
  }

  @Test
  void participants_joinPublishAndLeave_changeState() throws JsonException {
    String stage = createStage("s");
    Map<String, ?> joined =
        Json.parseObject(
            control(
                    "POST",
                    "participants",
                    "{\"stageArn\": \"" + stage + "\", \"userId\": \"todd\"}")
                .body());
    Map<String, Object> input = new HashMap<>(joined);
    String path =
        "participants/"
            + URLEncoder.encode(stage, StandardCharsets.UTF_8)
            + "/"
            + joined.get("participantId");

    assertThat(aws.call("GetParticipant", input).at("participant.userId")).isEqualTo("todd");
    assertThat(control("PUT", path, "{\"published\": true}").statusCode()).isEqualTo(200);
    assertThat(aws.call("GetParticipant", input).at("participant.published")).isEqualTo(true);
    assertThat(control("PUT", path, "{\"published\": false}").statusCode()).isEqualTo(200);
    assertThat(control("DELETE", path, "").statusCode()).isEqualTo(200);
    assertThat(aws.call("ListParticipantEvents", input).all("events", "name"))
        .containsExactly("LEFT", "PUBLISH_STOPPED", "PUBLISH_STARTED", "JOINED");
    assertThat(control("DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void participants_subscribe_createsSubscription() {
    EmulatedParticipant todd = emulator.participants().join(createStage("s"), "todd");
    EmulatedParticipant rita = emulator.participants().join(todd.stageArn(), "rita");
    emulator.participants().publish(todd);
    String path =
        "participants/"
            + URLEncoder.encode(rita.stageArn(), StandardCharsets.UTF_8)
            + "/"
            + rita.participantId();

    for (boolean subscribed : List.of(true, false)) {
      String body =
          "{\"publisherId\": \"%s\", \"subscribed\": %s}"
              .formatted(todd.participantId(), subscribed);
      assertThat(control("PUT", path, body).statusCode()).isEqualTo(200);
    }
    assertThat(
            aws.call("ListParticipantEvents", ReplicationTest.identity(rita)).all("events", "name"))
        .containsExactly("SUBSCRIBE_STOPPED", "SUBSCRIBE_STARTED", "JOINED");
  }

  @Test
  void participants_joinWithToken_connects() throws JsonException {
    TestKeys keys = TestKeys.p384();
    String key = importPublicKey(keys);
    Map<String, Object> claims = participantClaims(createStage("s"), "abcdefABCDEF", "todd");
    String other = keys.sign(key, claims);
    claims.put("capabilities", Map.of("allow_subscribe", true));

    Map<String, ?> joined =
        Json.parseObject(
            control("POST", "participants", "{\"token\": \"" + keys.sign(key, claims) + "\"}")
                .body());

    assertThat(joined.get("participantId")).isEqualTo("abcdefABCDEF");
    String path =
        "participants/"
            + URLEncoder.encode((String) joined.get("stageArn"), StandardCharsets.UTF_8)
            + "/"
            + joined.get("participantId");
    assertThat(control("PUT", path, "{\"published\": true}").statusCode()).isEqualTo(409);
    assertThat(control("PUT", path, "{\"token\": \"" + other + "\"}").statusCode()).isEqualTo(200);
    assertThat(control("PUT", path, "{\"published\": true}").statusCode()).isEqualTo(200);
  }

  @Test
  void verify_anyToken_returnsVerdictWithReasons() throws JsonException {
    TestKeys keys = TestKeys.p384();
    importPlaybackKey(keys);
    String token =
        keys.sign(
            Map.of(
                "aws:channel-arn",
                createChannel("c"),
                "aws:access-control-allow-origin",
                "https://a.example",
                "exp",
                MutableClock.START.getEpochSecond() + 60));

    assertThat(verify(token, "https://a.example"))
        .isEqualTo(Map.of("valid", true, "reasons", List.of()));
    assertThat(verify(token, "https://b.example"))
        .isEqualTo(
            Map.of(
                "valid",
                false,
                "reasons",
                List.of("aws:access-control-allow-origin does not allow the origin")));
  }

  private Map<String, ?> verify(String token, String origin) throws JsonException {
    String body =
        "{\"token\": \"%s\", \"origin\": \"%s\", \"country\": \"NL\"}".formatted(token, origin);
    return Json.parseObject(control("POST", "tokens/verify", body).body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | streams | {'channelArn': 'arn:aws:ivs:us-east-1:123456789012:channel/x'} | 404",
        "DELETE | streams/arn%3Aaws | '' | 404",
        "POST | streams | {} | 400",
        "POST | streams | [] | 400",
        "PUT | streams/arn%3Aaws | {'viewerCount': 1} | 404",
        "PUT | streams/arn%3Aaws | {'viewerCount': -1} | 400",
        "PUT | streams/arn%3Aaws | {'viewers': 1} | 400",
        "POST | participants | {} | 400",
        "POST | participants | {'stageArn': 5} | 400",
        "POST | participants | {'token': 'x'} | 400",
        "POST | participants | {'streamKey': 'x'} | 400",
        "POST | participants | {'stageArn': 'arn:aws:ivs:us-east-1:1:stage/x'} | 404",
        "PUT | participants/x/y | {'published': 'yes'} | 400",
        "PUT | participants/x/y | {'published': true} | 404",
        "PUT | participants/x/y | {'token': 'x'} | 404",
        "DELETE | participants/x | '' | 404",
        "GET | participants | '' | 405",
        "GET | participants/x/y | '' | 405",
        "POST | tokens/verify | {} | 400",
        "POST | tokens/verify | {'token': 'x', 'origin': 5} | 400",
        "GET | tokens/verify | '' | 405",
        "PUT | chat/reviewer | {'url': 'x'} | 400",
        "PUT | chat/reviewer | {} | 400",
        "GET | chat/reviewer | '' | 405",
        "POST | nothing | {} | 404",
        "POST | '' | {} | 405",
        "PUT | console/console.js | '' | 405",
        "POST | changes | {} | 405",
        "POST | resources | {} | 405",
        "POST | operations | {} | 405",
        "POST | chat/messages | {} | 400",
        "GET | reset | '' | 405",
        "PUT | health | '' | 405",
        "GET | streams/x | '' | 405"
      })
  void whatCannotBeDone_isRefused(String method, String path, String body, int status) {
    assertThat(control(method, path, body.replace('\'', '"')).statusCode()).isEqualTo(status);
  }

  private HttpResponse<byte[]> control(String method, String path, String body) {
    return aws.exchange(method, "/_streamcat/" + path, body.getBytes(StandardCharsets.UTF_8));
  }
}
