package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest extends EmulatorTest {
  @ParameterizedTest
  @CsvSource({
    "CreateChannel,ListChannels,channels",
    "CreateRoom,ListRooms,rooms",
    "CreateStage,ListStages,stages",
    "CreateEncoderConfiguration,ListEncoderConfigurations,encoderConfigurations",
    "CreatePlaybackRestrictionPolicy,ListPlaybackRestrictionPolicies,playbackRestrictionPolicies"
  })
  void list_allPages_returnEverythingOnce(String create, String list, String member) {
    for (int i = 0; i < 7; i++) {
      aws.call(create);
    }

    List<Object> arns = pages(list, member, Map.of("maxResults", 3));

    assertThat(arns).hasSize(7).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "CreateChannel,ListChannels,channels,100",
    "CreateRoom,ListRooms,rooms,50",
    "CreateStage,ListStages,stages,50"
  })
  void list_withoutSize_hasDefaultSize(String create, String list, String member, int size) {
    for (int i = 0; i <= size; i++) {
      aws.call(create);
    }

    assertThat(aws.call(list).all(member, "arn")).hasSize(size);
  }

  @ParameterizedTest
  @CsvSource({
    "ListChannels,101",
    "ListRooms,51",
    "ListStages,101",
    "ListStreams,101",
    "ListStorageConfigurations,101",
    "ListLoggingConfigurations,51",
    "ListRooms,0"
  })
  void list_sizeOutOfRange_isInvalid(String list, int size) {
    assertThat(aws.call(list, Map.of("maxResults", size)).error()).isEqualTo("ValidationException");
  }

  @Test
  void list_fullLastPage_hasNoToken() {
    createStage("a");
    createStage("b");

    assertThat(aws.call("ListStages", Map.of("maxResults", 2)).at("nextToken")).isNull();
  }

  @Test
  void list_changesBetweenPages_neitherSkipsNorRepeats() {
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      arns.add(createStage("stage"));
    }
    Answer first = aws.call("ListStages", Map.of("maxResults", 3));
    aws.call("DeleteStage", Map.of("arn", arns.get(0)));
    aws.call("DeleteStage", Map.of("arn", arns.get(2)));
    createStage("new");

    List<Object> rest =
        pages("ListStages", "stages", Map.of("maxResults", 3, "nextToken", first.at("nextToken")));

    assertThat(rest).hasSize(4).startsWith(arns.get(3), arns.get(4), arns.get(5));
  }

  @ParameterizedTest
  @CsvSource({"ListChannels,!", "ListChannels,abcd", "ListRooms,####", "ListStages,U29tZXRoaW5n"})
  void list_inventedToken_isInvalid(String list, String token) {
    assertThat(aws.call(list, Map.of("nextToken", token)).error()).isEqualTo("ValidationException");
  }

  @Test
  void list_tokenOfAnotherOperation_isInvalid() {
    createStage("a");
    createStage("b");
    Object token = aws.call("ListStages", Map.of("maxResults", 1)).at("nextToken");

    assertThat(aws.call("ListChannels", Map.of("nextToken", token)).error())
        .isEqualTo("ValidationException");
  }

  private List<Object> pages(String list, String member, Map<String, ?> input) {
    List<Object> arns = new ArrayList<>();
    Map<String, Object> page = new HashMap<>(input);
    Object token;
    do {
      Answer answer = aws.call(list, page);
      arns.addAll(answer.all(member, "arn"));
      token = answer.at("nextToken");
      page.put("nextToken", token);
    } while (token != null);
    return arns;
  }
}
