package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.emulator.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest extends EmulatorTest {
  private static final String CREATE_STAGE =
      "POST /CreateStage HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\n\r\n{\"name\":\"kept\"}";

  @ParameterizedTest
  @CsvSource({
    "CreateChannel,ThrottlingException,429",
    "CreateChannel,InternalServerException,500",
    "CreateChannel,PendingVerification,403",
    "CreateChannel,AccessDeniedException,403",
    "CreateChannel,ServiceQuotaExceededException,402",
    "GetStream,ChannelNotBroadcasting,404",
    "StopStream,StreamUnavailable,503",
    "CreateRoom,ThrottlingException,429",
    "CreateRoom,ServiceQuotaExceededException,402",
    "CreateRoom,ConflictException,409",
    "CreateRoom,ValidationException,400",
    "CreateRoom,ServiceUnavailable,503",
    "CreateStage,ThrottlingException,429",
    "CreateStage,ServiceUnavailable,503",
    "ListStages,InternalServerException,500"
  })
  void error_onCreate_returnsModelledShapeWithoutEffect(
      String operation, String error, int status) {
    emulator.faults().add(FaultRule.error(operation, error));

    Answer answer = aws.call(operation);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void error_afterItsTimes_isUsedUp() {
    emulator.faults().add(FaultRule.throttle("CreateRoom").times(2));

    List<Integer> statuses =
        List.of(
            aws.call("CreateRoom").status(),
            aws.call("CreateRoom").status(),
            aws.call("CreateRoom").status());

    assertThat(statuses).containsExactly(429, 429, 200);
    assertThat(emulator.faults().rules()).isEmpty();
  }

  @Test
  void error_anotherOperation_doesNotApply() {
    emulator.faults().add(FaultRule.throttle("CreateRoom"));

    assertThat(aws.call("CreateStage").status()).isEqualTo(200);
  }

  @Test
  void error_anyOperation_applies() {
    emulator.faults().add(FaultRule.throttle("*"));

    assertThat(aws.call("CreateStage").status()).isEqualTo(429);
  }

  @Test
  void error_severalRules_applyInOrder() {
    emulator.faults().add(FaultRule.throttle("CreateRoom"));
    emulator.faults().add(FaultRule.error("*", "InternalServerException"));

    assertThat(aws.call("CreateRoom").status()).isEqualTo(429);
    assertThat(aws.call("CreateRoom").status()).isEqualTo(500);
  }

  @Test
  void dropBefore_onCreate_closesConnectionWithoutEffect() {
    emulator.faults().add(FaultRule.dropBefore("CreateStage"));

    assertThatThrownBy(() -> aws.call("CreateStage")).isInstanceOf(UncheckedIOException.class);

    assertThat(emulator.resources()).isEmpty();
    assertThat(emulator.requests())
        .extracting(RecordedRequest::status, RecordedRequest::input)
        .containsExactly(tuple(0, Map.of()));
  }

  @Test
  void responseLost_onCreate_closesConnectionAfterEffect() {
    emulator.faults().add(FaultRule.responseLost("CreateStage"));

    assertThatThrownBy(() -> createStage("kept")).isInstanceOf(UncheckedIOException.class);

    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("kept");
    assertThat(emulator.requests()).extracting(RecordedRequest::status).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "CreateChannel,InternalServerException,500,channel",
    "CreateRoom,ServiceUnavailable,503,room",
    "CreateStage,ThrottlingException,429,stage"
  })
  void errorAfter_onCreate_returnsErrorAfterEffect(
      String operation, String error, int status, String type) {
    emulator.faults().add(FaultRule.errorAfter(operation, error));

    Answer answer = aws.call(operation, Map.of("name", "kept"));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(emulator.resources())
        .filteredOn(resource -> resource.type().equals(type))
        .extracting(EmulatedResource::name)
        .containsExactly("kept");
    assertThat(emulator.requests()).extracting(RecordedRequest::status).containsExactly(status);
    assertThat(aws.call(operation).status()).isEqualTo(200);
  }

  @Test
  void errorAfter_rejectedRequest_returnsErrorWithoutEffect() {
    emulator.faults().add(FaultRule.errorAfter("CreateStage", "InternalServerException"));

    Answer answer = aws.call("CreateStage", Map.of("name", "?"));

    assertThat(answer.error()).isEqualTo("InternalServerException");
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void bodyCutOff_onCreate_sendsHalfBodyAfterEffect() throws IOException {
    emulator.faults().add(FaultRule.bodyCutOff("CreateStage"));

    String response;
    try (RawConnection connection = new RawConnection(emulator.endpoint())) {
      response = connection.send(CREATE_STAGE.getBytes(US_ASCII)).rest();
    }

    String head = response.substring(0, response.indexOf("\r\n\r\n"));
    String body = response.substring(head.length() + 4);
    assertThat(head).startsWith("HTTP/1.1 200").contains("application/json");
    assertThat(body).startsWith("{\"stage\":{");
    Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
    assertThat(length.find()).isTrue();
    assertThat(Integer.parseInt(length.group(1)) / 2).isEqualTo(body.length());
    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly("kept");
    assertThat(emulator.requests()).extracting(RecordedRequest::status).containsExactly(200);
  }

  @Test
  void bodyCutOff_httpClient_failsAndNextCallSucceeds() {
    emulator.faults().add(FaultRule.bodyCutOff("*"));

    assertThatThrownBy(() -> createStage("kept")).isInstanceOf(UncheckedIOException.class);

    assertThat(aws.call("ListStages").all("stages", "name")).containsExactly("kept");
  }

  @Test
  void bodyCutOff_rejectedRequest_cutsErrorOff() {
    emulator.faults().add(FaultRule.bodyCutOff("GetStage"));

    assertThatThrownBy(() -> aws.call("GetStage", Map.of("arn", UNKNOWN_STAGE)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(emulator.requests()).extracting(RecordedRequest::status).containsExactly(404);
  }

  @Test
  void staleList_recentChanges_hidesNewAndShowsDeleted() {
    String old = createStage("old");
    String deleted = createStage("deleted");
    clock.advance(Duration.ofSeconds(10));
    String fresh = createStage("fresh");
    aws.call("DeleteStage", Map.of("arn", deleted));
    clock.advance(Duration.ofSeconds(1));
    emulator.faults().add(FaultRule.staleList("ListStages", Duration.ofSeconds(5)));

    assertThat(aws.call("ListStages").all("stages", "arn")).containsExactly(old, deleted);
    assertThat(emulator.resources()).extracting(EmulatedResource::arn).containsExactly(old, fresh);
  }

  @Test
  void staleList_clockAdvances_catchesUp() {
    String deleted = createStage("deleted");
    clock.advance(Duration.ofMinutes(1));
    String fresh = createStage("fresh");
    aws.call("DeleteStage", Map.of("arn", deleted));
    emulator.faults().add(FaultRule.staleList("*", Duration.ofSeconds(5)));

    assertThat(aws.call("ListStages").all("stages", "arn")).containsExactly(deleted);
    clock.advance(Duration.ofSeconds(5));
    assertThat(aws.call("ListStages").all("stages", "arn")).containsExactly(fresh);
  }

  @Test
  void staleList_get_isNotAffected() {
    emulator.faults().add(FaultRule.staleList("*", Duration.ofMinutes(1)));

    String arn = createRoom("room");

    assertThat(aws.call("GetRoom", Map.of("identifier", arn)).status()).isEqualTo(200);
    assertThat(aws.call("ListRooms").all("rooms", "arn")).isEmpty();
  }

  @Test
  void staleList_severalRules_usesGreatestAge() {
    createRoom("room");
    clock.advance(Duration.ofSeconds(5));
    emulator.faults().add(FaultRule.staleList("*", Duration.ofSeconds(1)));
    emulator.faults().add(FaultRule.staleList("*", Duration.ofSeconds(9)));
    emulator.faults().add(FaultRule.staleList("*", Duration.ofSeconds(2)));

    assertThat(aws.call("ListRooms").all("rooms", "arn")).isEmpty();
  }

  @Test
  void latency_severalRules_addsUp() {
    emulator.faults().add(FaultRule.latency("*", Duration.ofMillis(60)));
    emulator.faults().add(FaultRule.latency("CreateRoom", Duration.ofMillis(60)));

    long start = System.nanoTime();
    aws.call("CreateRoom");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(120));
  }

  @Test
  void probability_sameSeed_meetsSameRequests() {
    assertThat(struck(7)).isEqualTo(struck(7)).contains(429, 200);
  }

  private static List<Integer> struck(long seed) {
    try (IvsEmulator emulator = IvsEmulator.builder().seed(seed).start()) {
      emulator.faults().add(FaultRule.throttle("*").times(0).probability(0.5));
      ApiClient client = new ApiClient(emulator);
      return IntStream.range(0, 20).mapToObj(i -> client.call("ListRooms").status()).toList();
    }
  }
}
