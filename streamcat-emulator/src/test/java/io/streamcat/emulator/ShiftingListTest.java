package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftingListTest extends EmulatorTest {
  @ParameterizedTest
  @CsvSource({"CreateStage,ListStages,stages,false", "CreateRoom,ListRooms,rooms,true"})
  void shiftingList_followingPage_missesOrRepeatsItem(
      String create, String list, String member, boolean latestFirst) {
    create(create, 7);
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      emulator.faults().clear();
      emulator.faults().add(FaultRule.shiftingList(list).times(1));
      seen.add(names(list, member, 3));
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(
            latestFirst ? names(6, 5, 4, 2, 1, 0) : names(0, 1, 2, 4, 5, 6),
            latestFirst ? names(6, 5, 4, 4, 3, 2, 1, 0) : names(0, 1, 2, 2, 3, 4, 5, 6));
  }

  @Test
  void shiftingList_firstPage_isNotAffected() {
    create("CreateStage", 3);
    emulator.faults().add(FaultRule.shiftingList("*"));

    assertThat(names("ListStages", "stages", 3)).isEqualTo(names(0, 1, 2));
    assertThat(emulator.faults().rules()).containsExactly(FaultRule.shiftingList("*"));
  }

  @Test
  void shiftingList_onlyItemOfLastPage_isMissedOrFollowsRepeatedItem() {
    create("CreateStage", 3);
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      emulator.faults().clear();
      emulator.faults().add(FaultRule.shiftingList("*").times(1));
      seen.add(names("ListStages", "stages", 2));
    }

    assertThat(seen).containsExactlyInAnyOrder(names(0, 1), names(0, 1, 1, 2));
  }

  @Test
  void shiftingList_everyPageBorder_isShifted() {
    create("CreateStage", 9);
    emulator.faults().add(FaultRule.shiftingList("*"));

    List<Object> shown = names("ListStages", "stages", 2);

    assertThat(shown).isNotEqualTo(names(0, 1, 2, 3, 4, 5, 6, 7, 8)).isSorted();
    long repeated = shown.size() - shown.stream().distinct().count();
    long missed = 9 - shown.stream().distinct().count();
    assertThat(repeated + missed).isGreaterThanOrEqualTo(3);
  }

  @Test
  void shiftingList_emptiedBetweenPages_ends() {
    create("CreateStage", 3);
    Answer first = aws.call("ListStages", Map.of("maxResults", 2));
    aws.call("ListStages").all("stages", "arn").forEach(this::delete);
    emulator.faults().add(FaultRule.shiftingList("*"));

    for (int i = 0; i < 20; i++) {
      Answer rest = aws.call("ListStages", Map.of("nextToken", first.at("nextToken")));

      assertThat(rest.all("stages", "arn")).isEmpty();
      assertThat(rest.at("nextToken")).isNull();
    }
  }

  private void delete(Object arn) {
    aws.call("DeleteStage", Map.of("arn", arn));
  }

  @Test
  void shiftingList_pagesOfOneItem_end() {
    create("CreateStage", 5);
    emulator.faults().add(FaultRule.shiftingList("*"));

    assertThat(names("ListStages", "stages", 1)).startsWith("0").isSorted();
  }

  @Test
  void shiftingList_sameSeed_shiftsEqually() {
    assertThat(shown(7)).isEqualTo(shown(7));
    assertThat(IntStream.range(0, 5).mapToObj(ShiftingListTest::shown).distinct().count())
        .isGreaterThan(1);
  }

  private static List<Object> shown(int seed) {
    try (IvsEmulator emulator = IvsEmulator.builder().seed(seed).start()) {
      ApiClient client = new ApiClient(emulator);
      create(client, "CreateStage", 9);
      emulator.faults().add(FaultRule.shiftingList("*"));
      return names(client, "ListStages", "stages", 2);
    }
  }

  private void create(String operation, int count) {
    create(aws, operation, count);
  }

  private static void create(ApiClient client, String operation, int count) {
    for (int i = 0; i < count; i++) {
      client.call(operation, Map.of("name", String.valueOf(i)));
    }
  }

  private List<Object> names(String list, String member, int size) {
    return names(aws, list, member, size);
  }

  private static List<Object> names(ApiClient client, String list, String member, int size) {
    List<Object> names = new ArrayList<>();
    Map<String, Object> input = new HashMap<>(Map.of("maxResults", size));
    Object token;
    do {
      Answer page = client.call(list, input);
      names.addAll(page.all(member, "name"));
      token = page.at("nextToken");
      input.put("nextToken", token);
    } while (token != null);
    return names;
  }

  private static List<Object> names(int... numbers) {
    return IntStream.of(numbers).<Object>mapToObj(String::valueOf).toList();
  }
}
