package io.streamcat.jdbc.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.StorageException;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.Progress;
import io.streamcat.repository.SampleRecords;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of pending tasks. */
class PendingTasksJsonTest {

  private static final Instant TIME = Instant.parse("2026-11-23T12:00:00.123456Z");
  private static final Progress PROGRESS = new Progress(3, TIME, "AWS answered: \"no\"");

  @Test
  void read_everyTask_equalsTheWrittenOne() {
    PendingTasks tasks = SampleRecords.everyTask();

    assertThat(PendingTasksJson.read(PendingTasksJson.write(tasks))).isEqualTo(tasks);
    assertThat(PendingTasksJson.write(PendingTasks.NONE)).isEqualTo("[]");
    assertThat(PendingTasksJson.read("[]")).isEqualTo(PendingTasks.NONE);
  }

  @Test
  void channelChange_removedMembers_differFromUnchangedOnes() {
    ChannelChange every = ChannelChange.to(ChannelSettings.defaults());
    ChannelChange one = ChannelChange.none().preset(null);
    PendingTasks tasks =
        new PendingTasks(
            List.of(
                new ChangeSettings(
                    ResourceKind.CHANNEL,
                    List.of(
                        new PendingChange(every, LiveChannelPolicy.WAIT),
                        new PendingChange(one, LiveChannelPolicy.STOP)),
                    PROGRESS)));

    assertThat(PendingTasksJson.read(PendingTasksJson.write(tasks))).isEqualTo(tasks);
  }

  /** The text is stored, so it must be read by every later release. */
  @Test
  void write_returnsTheDocumentedText() {
    String text =
        "[{\"task\":\"ROTATE_STREAM_KEY\",\"policy\":\"WAIT\",\"attempts\":3,"
            + "\"nextAttempt\":\"2026-11-23T12:00:00.123456Z\","
            + "\"problem\":\"AWS answered: \\\"no\\\"\"}]";
    PendingTasks tasks =
        new PendingTasks(List.of(new RotateStreamKey(LiveChannelPolicy.WAIT, PROGRESS)));

    assertThat(PendingTasksJson.write(tasks)).isEqualTo(text);
    assertThat(PendingTasksJson.read(text)).isEqualTo(tasks);
  }

  @Test
  void read_unknownField_isIgnored() {
    assertThat(
            PendingTasksJson.read(
                "[{\"task\":\"ROTATE_STREAM_KEY\",\"policy\":\"WAIT\",\"attempts\":3,"
                    + "\"nextAttempt\":\"2026-11-23T12:00:00.123456Z\","
                    + "\"problem\":\"AWS answered: \\\"no\\\"\",\"new\":[{\"a\":null}]}]"))
        .isEqualTo(
            new PendingTasks(List.of(new RotateStreamKey(LiveChannelPolicy.WAIT, PROGRESS))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"task\":\"MOVE_REGION\",\"nextAttempt\":\"2026-11-23T12:00:00Z\"}]",
        "[{\"task\":\"ROTATE_STREAM_KEY\",\"policy\":\"SLOWLY\","
            + "\"nextAttempt\":\"2026-11-23T12:00:00Z\"}]",
        "[{\"task\":\"CHANGE_SETTINGS\",\"kind\":\"CHANNEL\",\"nextAttempt\":\"2026-11-23T12:00:00Z\",\"changes\":"
            + "[{\"policy\":\"WAIT\",\"set\":{\"CODEC\":\"AV1\"}}]}]",
        "[{\"task\":\"CHANGE_SETTINGS\",\"kind\":\"CHANNEL\",\"nextAttempt\":\"2026-11-23T12:00:00Z\",\"changes\":"
            + "[{\"policy\":\"WAIT\",\"set\":{\"TYPE\":\"ADVANCED_8K\"}}]}]",
        "[{\"task\":\"CREATE_RESOURCE\",\"kind\":\"RECORDING\","
            + "\"nextAttempt\":\"2026-11-23T12:00:00Z\"}]",
      })
  void read_taskOfANewerRelease_isRejected(String text) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> PendingTasksJson.read(text))
        .withMessageContaining("a newer release wrote it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[1]",
        "[{}]",
        "[{\"task\":\"REMOVE_USER\"}]",
        "[{\"task\":\"REMOVE_USER\",\"nextAttempt\":\"tomorrow\"}]",
        "[{\"task\":\"REMOVE_USER\"",
        "[{\"task\":\"CHANGE_SETTINGS\",\"kind\":\"CHANNEL\",\"nextAttempt\":\"2026-11-23T12:00:00Z\",\"changes\":"
            + "[{\"policy\":\"WAIT\",\"unset\":[\"TYPE\"]}]}]"
      })
  void read_damagedText_isRejected(String text) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> PendingTasksJson.read(text))
        .withMessageContaining("damaged");
  }
}
