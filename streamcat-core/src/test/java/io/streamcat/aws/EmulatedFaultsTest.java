package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.IvsRealTimeException;
import software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ivsrealtime.model.StageSummary;

/** The faults of the emulator as a client of the AWS SDK for Java sees them. */
class EmulatedFaultsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  @AutoClose private final IvsEmulator emulator = IvsEmulator.builder().clock(time).start();

  @AutoClose
  private final IvsRealTimeClient realTime =
      IvsRealTimeClient.builder()
          .endpointOverride(emulator.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  @Test
  void errorAfter_create_isAnErrorAlthoughTheStageExists() {
    emulator.faults().add(FaultRule.errorAfter("CreateStage", "InternalServerException"));

    assertThatExceptionOfType(IvsRealTimeException.class)
        .isThrownBy(() -> create("kept"))
        .satisfies(
            e -> {
              assertThat(e.statusCode()).isEqualTo(500);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalServerException");
            });
    assertExists("kept");
  }

  @Test
  void errorAfter_withTheRetriesOfTheSdk_createsASecondStage() {
    emulator.faults().add(FaultRule.errorAfter("CreateStage", "InternalServerException"));

    try (IvsRealTimeClient repeating =
        IvsRealTimeClient.builder()
            .endpointOverride(emulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build()) {
      repeating.createStage(request -> request.name("twice"));
    }

    assertExists("twice", "twice");
  }

  @Test
  void bodyCutOff_create_isAClientFailureAlthoughTheStageExists() {
    emulator.faults().add(FaultRule.bodyCutOff("CreateStage"));

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> create("kept"));
    assertExists("kept");
  }

  @Test
  void lateEffect_create_isAClientFailureBeforeTheStageExists() {
    emulator.faults().add(FaultRule.lateEffect("CreateStage", SECOND));

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> create("late"));
    assertExists();
    time.advance(SECOND);
    assertExists("late");
  }

  @Test
  void newNotFound_youngStage_isResourceNotFound() {
    emulator.faults().add(FaultRule.newNotFound("GetStage", SECOND));
    String arn = create("new");

    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> realTime.getStage(request -> request.arn(arn)));
    time.advance(SECOND);
    assertThat(realTime.getStage(request -> request.arn(arn)).stage().name()).isEqualTo("new");
  }

  @Test
  void lateTags_youngStage_hasNoTags() {
    emulator.faults().add(FaultRule.lateTags("*", SECOND));
    create("tagged");

    assertThat(realTime.listStages(request -> {}).stages().get(0).tags()).isEmpty();
    time.advance(SECOND);
    assertThat(realTime.listStages(request -> {}).stages().get(0).tags())
        .isEqualTo(Map.of("k", "v"));
  }

  @Test
  void shiftingList_changeBetweenPages_missesOrRepeatsAStage() {
    IntStream.range(0, 4).forEach(i -> create(String.valueOf(i)));
    emulator.faults().add(FaultRule.shiftingList("ListStages").times(1));

    List<String> names =
        realTime.listStagesPaginator(request -> request.maxResults(2)).stream()
            .flatMap(page -> page.stages().stream())
            .map(StageSummary::name)
            .toList();
    assertThat(names).isIn(List.of("0", "1", "3"), List.of("0", "1", "1", "2", "3"));
  }

  private String create(String name) {
    return realTime.createStage(request -> request.name(name).tags(Map.of("k", "v"))).stage().arn();
  }

  private void assertExists(String... names) {
    assertThat(emulator.resources()).extracting(EmulatedResource::name).containsExactly(names);
  }
}
