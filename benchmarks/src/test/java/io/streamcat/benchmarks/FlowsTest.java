package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.internal.Tags;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Tests that all compared flows do the same, complete work. */
class FlowsTest {

  @Test
  void sequential_newUser_createsOneResourceOfEachKind() {
    createsOneOfEach(Flows::sequential);
  }

  @Test
  void parallel_newUser_createsOneResourceOfEachKind() {
    createsOneOfEach(Flows::parallel);
  }

  @Test
  void library_newUser_createsOneResourceOfEachKind() {
    createsOneOfEach(Flows::library);
  }

  @Test
  void allFlows_newUser_sendSameRequests() {
    Map<String, Map<String, Object>> library = requests(Flows::library);

    assertThat(library).containsOnlyKeys("CreateChannel", "CreateRoom", "CreateStage");
    assertThat(requests(Flows::parallel)).isEqualTo(library);
    assertThat(requests(Flows::sequential)).isEqualTo(library);
  }

  private static void createsOneOfEach(BiFunction<Flows, Applicant, Assets> flow) {
    try (IvsEmulator emulator = IvsEmulator.start();
        Flows flows = new Flows(emulator.endpoint())) {
      Assets without = flow.apply(flows, new Applicant("user-1", null));
      Assets with = flow.apply(flows, new Applicant("user-2", "correct horse battery staple"));

      assertThat(arns(emulator, "channel")).containsExactly(without.channel(), with.channel());
      assertThat(arns(emulator, "room")).containsExactly(without.chatRoom(), with.chatRoom());
      assertThat(arns(emulator, "stage")).containsExactly(without.stage(), with.stage());
      assertThat(emulator.requests()).as("one call for each resource").hasSize(6);
    }
  }

  private static List<String> arns(IvsEmulator emulator, String type) {
    return emulator.resources().stream()
        .filter(resource -> resource.type().equals(type))
        .map(EmulatedResource::arn)
        .toList();
  }

  /**
   * Returns the requests of a registration by operation; values that differ each time are replaced
   * by their length.
   */
  private static Map<String, Map<String, Object>> requests(
      BiFunction<Flows, Applicant, Assets> flow) {
    Map<String, Map<String, Object>> requests = new TreeMap<>();
    try (IvsEmulator emulator = IvsEmulator.start();
        Flows flows = new Flows(emulator.endpoint())) {
      assertThat(flow.apply(flows, new Applicant("user-1", null))).hasNoNullFieldsOrProperties();
      emulator
          .requests()
          .forEach(
              request -> {
                Map<String, Object> input = new LinkedHashMap<>(request.input());
                input.computeIfPresent("name", (key, name) -> ((String) name).length());
                input.computeIfPresent("tags", (key, tags) -> lengths((Map<?, ?>) tags));
                requests.put(request.operation(), input);
              });
    }
    return requests;
  }

  private static Map<Object, Integer> lengths(Map<?, ?> tags) {
    Map<Object, Integer> lengths = new LinkedHashMap<>();
    tags.forEach(
        (key, value) ->
            lengths.put(
                key,
                // A time of whole milliseconds has fewer digits.
                key.equals(Tags.CREATED_AT)
                    ? Instant.parse((String) value).toString().indexOf('.')
                    : ((String) value).length()));
    return lengths;
  }
}
