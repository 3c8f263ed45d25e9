package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the faults that hide a new resource or its tags. */
class NewResourceFaultsTest extends EmulatorTest {
  private static final Duration AGE = Duration.ofSeconds(3);
  private static final Duration ALMOST = AGE.minusMillis(1);
  private static final Map<String, String> TAGS = Map.of("k", "v");
  private static final Map<String, Object> TAGGED = Map.of("tags", TAGS);

  @ParameterizedTest
  @CsvSource({
    "CreateChannel,channel.arn,GetChannel,arn,ListChannels,channels",
    "CreateRoom,arn,GetRoom,identifier,ListRooms,rooms",
    "CreateStage,stage.arn,GetStage,arn,ListStages,stages"
  })
  void newNotFound_newResource_isHiddenFromGetsUntilAge(
      String create, String path, String get, String member, String list, String listed) {
    emulator.faults().add(FaultRule.newNotFound(get, AGE));
    String arn = aws.call(create).text(path);

    clock.advance(ALMOST);
    Answer early = aws.call(get, Map.of(member, arn));
    assertThat(early.status()).isEqualTo(404);
    assertThat(early.error()).isEqualTo("ResourceNotFoundException");
    assertThat(aws.call(list).all(listed, "arn")).containsExactly(arn);

    clock.advance(Duration.ofMillis(1));
    assertThat(aws.call(get, Map.of(member, arn)).status()).isEqualTo(200);
  }

  @Test
  void newNotFound_batch_listsNewResourceInErrors() {
    String old = createChannel("old");
    clock.advance(AGE);
    String fresh = createChannel("fresh");
    emulator.faults().add(FaultRule.newNotFound("*", AGE));

    Answer answer = aws.call("BatchGetChannel", Map.of("arns", List.of(old, fresh)));

    assertThat(answer.all("channels", "arn")).containsExactly(old);
    assertThat(answer.all("errors", "arn")).containsExactly(fresh);
  }

  @Test
  void newNotFound_changedOldChannel_isShown() {
    String channel = createChannel("c");
    clock.advance(AGE);
    emulator.faults().add(FaultRule.newNotFound("*", AGE));
    aws.call("UpdateChannel", Map.of("arn", channel, "name", "changed"));
    emulator.startStream(channel);

    assertThat(aws.call("GetChannel", Map.of("arn", channel)).text("channel.name"))
        .isEqualTo("changed");
    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).status()).isEqualTo(200);
  }

  @Test
  void newNotFound_newChannel_hidesItsStream() {
    String channel = createChannel("c");
    emulator.startStream(channel);
    emulator.faults().add(FaultRule.newNotFound("GetStream", AGE));

    assertThat(aws.call("GetStream", Map.of("channelArn", channel)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void newNotFound_writes_findNewResource() {
    emulator.faults().add(FaultRule.newNotFound("*", AGE));
    String stage = createStage("s");

    assertThat(aws.call("UpdateStage", Map.of("arn", stage, "name", "t")).status()).isEqualTo(200);
    assertThat(aws.call("DeleteStage", Map.of("arn", stage)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "CreateChannel,channel.arn,GetChannel,arn,channel.tags,ListChannels,channels,IVS",
    "CreateRoom,arn,GetRoom,identifier,tags,ListRooms,rooms,CHAT",
    "CreateStage,stage.arn,GetStage,arn,stage.tags,ListStages,stages,REAL_TIME"
  })
  void lateTags_newResource_showsTagsFromAge(
      String create,
      String path,
      String get,
      String member,
      String tags,
      String list,
      String listed,
      Service service) {
    emulator.faults().add(FaultRule.lateTags("*", AGE));
    String arn = aws.call(create, TAGGED).text(path);
    clock.advance(ALMOST);

    assertThat(aws.call(get, Map.of(member, arn)).at(tags)).isEqualTo(Map.of());
    assertThat(aws.call(list).all(listed, "tags")).containsExactly(Map.of());
    assertThat(aws.listTags(service, arn).at("tags")).isEqualTo(Map.of());
    assertThat(emulator.resources().get(0).tags()).isEqualTo(TAGS);

    clock.advance(Duration.ofMillis(1));
    assertThat(aws.call(get, Map.of(member, arn)).at(tags)).isEqualTo(TAGS);
    assertThat(aws.call(list).all(listed, "tags")).containsExactly(TAGS);
    assertThat(aws.listTags(service, arn).at("tags")).isEqualTo(TAGS);
  }

  @Test
  void lateTags_oneOperation_doesNotAffectOthers() {
    emulator.faults().add(FaultRule.lateTags("ListStages", AGE));
    String stage = aws.call("CreateStage", TAGGED).text("stage.arn");

    assertThat(aws.call("ListStages").all("stages", "tags")).containsExactly(Map.of());
    assertThat(aws.call("GetStage", Map.of("arn", stage)).at("stage.tags")).isEqualTo(TAGS);
  }

  @Test
  void lateTags_olderResource_isNotAffected() {
    String old = aws.call("CreateChannel", TAGGED).text("channel.arn");
    clock.advance(AGE);
    String fresh = aws.call("CreateChannel", TAGGED).text("channel.arn");
    emulator.faults().add(FaultRule.lateTags("*", AGE));

    assertThat(aws.call("ListChannels").all("channels", "tags")).containsExactly(TAGS, Map.of());
    assertThat(
            aws.call("BatchGetChannel", Map.of("arns", List.of(old, fresh)))
                .all("channels", "tags"))
        .containsExactly(TAGS, Map.of());
    aws.tag(Service.IVS, old, Map.of("k", "w"));
    assertThat(aws.listTags(Service.IVS, old).at("tags")).isEqualTo(Map.of("k", "w"));
  }

  @Test
  void lateTags_staleList_hidesTagsOfDeletedResource() {
    String stage = aws.call("CreateStage", TAGGED).text("stage.arn");
    clock.advance(Duration.ofSeconds(2));
    aws.call("DeleteStage", Map.of("arn", stage));
    emulator.faults().add(FaultRule.staleList("*", Duration.ofSeconds(1)));
    emulator.faults().add(FaultRule.lateTags("*", AGE));

    Answer list = aws.call("ListStages");

    assertThat(list.all("stages", "arn")).containsExactly(stage);
    assertThat(list.all("stages", "tags")).containsExactly(Map.of());
  }

  @Test
  void lateTags_create_returnsTags() {
    emulator.faults().add(FaultRule.lateTags("*", AGE));

    assertThat(aws.call("CreateStage", TAGGED).at("stage.tags")).isEqualTo(TAGS);
  }
}
