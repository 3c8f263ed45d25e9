package io.streamcat.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.realtime.ParticipantRecording.Media;
import io.streamcat.realtime.ParticipantRecording.Thumbnails;
import io.streamcat.testing.EmulatedAws;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IvsRealTimeServiceTest {

  private static final String UNKNOWN = "arn:aws:ivs:us-east-1:123456789012:stage/doesNotExist";

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final RealTimeService stages = streamcat.realTimeService();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void create_defaults_areAwssDefaults() {
    Stage stage = stages.create("todd", StageSettings.defaults());

    assertThat(stage.settings().recording()).isNull();
    assertThat(stage.endpoints().events()).startsWith("wss://");
    assertThat(stage.endpoints().whip()).startsWith("https://");
    assertThat(stage.tags()).containsOnlyKeys("streamcat:record");
  }

  @Test
  void create_everySetting_arrives() {
    StageSettings settings =
        new StageSettings(recording(), Map.of("streamcat:record", "a-1", "project", "streamcat"));

    assertThat(stages.create("todd", settings).settings()).isEqualTo(settings);
  }

  @Test
  void create_answerLost_isFoundOnALaterPage() {
    IntStream.range(0, 150).forEach(i -> stages.create("other-" + i, StageSettings.defaults()));
    aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));

    Stage stage = stages.create("todd", StageSettings.defaults());

    assertThat(aws.existing("stage")).hasSize(151);
    assertThat(stages.get(stage.arn())).contains(stage);
  }

  @Test
  void get_unknown_isEmpty() {
    assertThat(stages.get(UNKNOWN)).isEmpty();
  }

  @Test
  void find_similarStages_comparesNameAndTags() {
    Stage wanted = stages.create("todd", StageSettings.defaults().withTags(Map.of("user", "1")));
    stages.create("todd", StageSettings.defaults().withTags(Map.of("user", "2")));
    stages.create("toddy", StageSettings.defaults().withTags(Map.of("user", "1")));

    assertThat(stages.find("todd", Map.of("user", "1"))).containsExactly(wanted);
  }

  @Test
  void list_severalPages_returnsAll() {
    IntStream.range(0, 250).forEach(i -> stages.create("todd-" + i, StageSettings.defaults()));

    assertThat(stages.list())
        .extracting(ResourceSummary::name)
        .doesNotHaveDuplicates()
        .hasSize(250);
    assertThat(aws.calls("ListStages")).isEqualTo(3);
  }

  @Test
  void update_recording_isSwitchedOnAndOff() {
    ParticipantRecording recording = recording();
    Stage stage = stages.create("todd", StageSettings.defaults());

    assertThat(
            stages
                .update(stage.arn(), StageSettings.defaults().withRecording(recording))
                .settings()
                .recording())
        .isEqualTo(recording);
    assertThat(stages.update(stage.arn(), StageSettings.defaults()).settings().recording())
        .isNull();
  }

  @Test
  void update_unknown_isNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> stages.update(UNKNOWN, StageSettings.defaults()));
  }

  @Test
  void delete_existingOrMissingStage_succeeds() {
    Stage stage = stages.create("todd", StageSettings.defaults());

    stages.delete(stage.arn());
    stages.delete(stage.arn());

    assertThat(aws.emulator().resources()).isEmpty();
  }

  @Test
  void delete_conflict_isRetriedUntilTheDeadline() {
    Stage stage = stages.create("todd", StageSettings.defaults());
    aws.emulator().faults().add(FaultRule.error("DeleteStage", "ConflictException").times(3));
    stages.delete(stage.arn());
    assertThat(aws.emulator().resources()).isEmpty();

    aws.emulator().faults().add(FaultRule.error("DeleteStage", "ConflictException").times(0));
    assertThatExceptionOfType(ResourceConflictException.class)
        .isThrownBy(() -> stages.delete(UNKNOWN));
  }

  private ParticipantRecording recording() {
    return ParticipantRecording.to(aws.createStorage())
        .withMedia(Media.AUDIO_ONLY)
        .withThumbnails(
            new Thumbnails(
                Duration.ofSeconds(30),
                Set.of(Thumbnails.Storage.SEQUENTIAL, Thumbnails.Storage.LATEST)))
        .withReconnectWindow(Duration.ofSeconds(60))
        .withSegmentDuration(Duration.ofSeconds(4))
        .withReplicas(false);
  }
}
