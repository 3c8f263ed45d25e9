package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Every flow that is compared does the whole work. */
class FlowsTest {

  @Test
  void sequential_createsOneOfEach() {
    createsOneOfEach(Flows::sequential);
  }

  @Test
  void parallel_createsOneOfEach() {
    createsOneOfEach(Flows::parallel);
  }

  @Test
  void library_createsOneOfEach() {
    createsOneOfEach(Flows::library);
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
}
