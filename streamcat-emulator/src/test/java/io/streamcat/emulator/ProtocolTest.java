package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest extends EmulatorTest {
  private static final Operation CREATE_ROOM = ApiModel.get().operations("CreateRoom").get(0);

  @ParameterizedTest
  @ValueSource(strings = {"/", "/Unknown", "/createroom", "/CreateRoom/", "/tags/"})
  void request_unknownPath_isUnknownOperation(String path) {
    HttpResponse<byte[]> response = aws.exchange("POST", path, new byte[0]);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("UnknownOperationException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void request_otherMethod_isNotAllowed(String method) {
    assertThat(aws.exchange(method, "/CreateRoom", new byte[0]).statusCode()).isEqualTo(405);
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void request_otherMethodOfTags_isNotAllowed() {
    assertThat(aws.exchange("PUT", "/tags/" + UNKNOWN_STAGE, new byte[0]).statusCode())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"name\": }",
        "{} {}",
        "{\"name\": \"\\ud800\"}",
        "{'a':1}"
      })
  void aBodyThatIsNotAJsonObject_isASerializationError(String body) {
    Answer answer = send(body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("SerializationException");
  }

  @Test
  void request_bodyNotUtf8_isSerializationError() {
    assertThat(send(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}).error())
        .isEqualTo("SerializationException");
  }

  @Test
  void request_deeplyNestedBody_isSerializationError() {
    assertThat(send(("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)).error())
        .isEqualTo("SerializationException");
  }

  @Test
  void request_tooLongNumber_isSerializationError() {
    String body = "{\"maximumMessageLength\":" + "9".repeat(10_000) + "}";

    assertThat(send(body.getBytes(StandardCharsets.UTF_8)).error())
        .isEqualTo("SerializationException");
  }

  @Test
  void request_bodyOverMebibyte_isRejectedAndServerContinues() {
    assertThat(send(new byte[(1 << 20) + 1]).status()).isEqualTo(413);
    assertThat(send("{}".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(200);
  }

  @Test
  void request_emptyBody_isEmptyInput() {
    assertThat(send(new byte[0]).status()).isEqualTo(200);
  }

  @Test
  void tags_anyArn_findItsService() {
    aws.listTags(Service.IVS, UNKNOWN_CHANNEL);
    aws.listTags(Service.CHAT, UNKNOWN_ROOM);
    aws.listTags(Service.REAL_TIME, UNKNOWN_STAGE);

    assertThat(emulator.requests())
        .extracting(RecordedRequest::service)
        .containsExactly("ivs", "ivschat", "ivs-realtime");
  }

  @Test
  void requests_severalCalls_areRecordedInOrderOfArrival() {
    createRoom("room");
    send("{".getBytes(StandardCharsets.UTF_8));
    aws.exchange("POST", "/Unknown", new byte[0]);

    List<RecordedRequest> requests = emulator.requests();

    assertThat(requests).extracting(RecordedRequest::status).containsExactly(200, 400);
    assertThat(requests.get(0).operation()).isEqualTo("CreateRoom");
    assertThat(requests.get(0).service()).isEqualTo("ivschat");
    assertThat(requests.get(0).input()).containsEntry("name", "room");
    assertThat(requests.get(0).receivedAt()).isEqualTo(MutableClock.START);
  }

  private Answer send(byte[] body) {
    return aws.send(CREATE_ROOM, "POST", "/CreateRoom", body);
  }
}
