package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.resource.Changes;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.Journal;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.Settings;
import io.streamcat.emulator.internal.resource.State;
import io.streamcat.emulator.internal.resource.Transactions;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Tests of changes that cannot be stored. */
@Guarantee("EMU-09")
class UndoTest {
  private final BrokenJournal journal = new BrokenJournal();
  private final MutableClock clock = new MutableClock();
  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings(
              "us-east-1", "123456789012", clock, 1, Duration.ZERO, Duration.ZERO, Map.of()),
          journal);
  private final List<Map<String, Object>> heard = new ArrayList<>();

  /** A journal that cannot be written while it is broken. */
  private static final class BrokenJournal implements Journal {
    boolean broken;
    boolean irreplaceable;

    @Override
    public State found() {
      return State.EMPTY;
    }

    @Override
    public void append(Changes changes) {
      failIf(broken);
    }

    @Override
    public boolean isLong() {
      return irreplaceable;
    }

    @Override
    public void replace(State state) {
      failIf(broken || irreplaceable);
    }

    private static void failIf(boolean condition) {
      if (condition) {
        throw new UncheckedIOException(new IOException("the disk is full"));
      }
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  @Test
  void call_unwritableState_hasNoEffect() {
    String first = createRoom("first");
    String second = createRoom("second");
    controlPlane.onEvent(heard::add);
    List<Resource> before = controlPlane.resources();
    journal.broken = true;

    assertUnwritable(() -> createRoom("third"));
    assertUnwritable(() -> call("DeleteRoom", Map.of("identifier", first)));
    assertUnwritable(() -> call("UpdateRoom", Map.of("identifier", second, "name", "changed")));
    assertUnwritable(controlPlane::reset);

    assertThat(controlPlane.resources()).isEqualTo(before);
    journal.broken = false;
    createRoom("fourth");
    assertThat(controlPlane.resources())
        .extracting(Resource::name)
        .containsExactly("first", "second", "fourth");
  }

  @Test
  void events_unwritableState_areNotDelivered() {
    String channel =
        (String) ((Map<?, ?>) call("CreateChannel", Map.of()).get("channel")).get("arn");
    controlPlane.onEvent(heard::add);
    journal.broken = true;

    assertUnwritable(() -> controlPlane.media().startStream(channel));

    assertThat(heard).isEmpty();
    journal.broken = false;
    assertThat(controlPlane.events()).isEmpty();
    controlPlane.media().startStream(channel);
    assertThat(heard).hasSize(2).isEqualTo(controlPlane.events());
  }

  @Test
  void chatEvents_unwritableState_areNotSent() {
    String room = createRoom("room");
    List<Object> sent = new ArrayList<>();
    controlPlane.chat().onEvent(sent::add);
    Map<String, String> request = Map.of("roomIdentifier", room, "eventName", "e");
    journal.broken = true;

    assertUnwritable(() -> call("SendEvent", request));

    assertThat(sent).isEmpty();
    journal.broken = false;
    call("SendEvent", request);
    assertThat(sent).hasSize(1);
  }

  @Test
  void lateEffect_unwritableState_happensWhenStateIsWritable() {
    controlPlane.callLater(
        ApiModel.get().operations("CreateRoom").get(0), Map.of(), Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(2));
    journal.broken = true;
    assertUnwritable(controlPlane::settle);

    journal.broken = false;

    assertThat(controlPlane.resources()).hasSize(1);
  }

  @Test
  void call_journalThatCannotBeShortened_succeeds() {
    journal.irreplaceable = true;
    Logger log = Logger.getLogger(Transactions.class.getName());
    log.setLevel(Level.OFF);
    try {
      createRoom("room");
    } finally {
      log.setLevel(null);
    }

    assertThat(controlPlane.resources()).hasSize(1);
  }

  private static void assertUnwritable(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(UncheckedIOException.class);
  }

  private String createRoom(String name) {
    return (String) call("CreateRoom", Map.of("name", name)).get("arn");
  }

  private Map<String, Object> call(String name, Map<String, ?> input) {
    return controlPlane.call(ApiModel.get().operations(name).get(0), input, Distortion.NONE);
  }
}
