package io.streamcat.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.StageUpdate;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repairs over HTTP of publications that begin and end within one second. */
@Guarantee({"EVENT-07", "EVENT-25"})
class PublicationRepairTest {

  /** The time after which AWS is asked about a publication. */
  private static final Duration LISTED = Duration.ofMinutes(1);

  private final EmulatedAws aws = new EmulatedAws();
  private final BroadcastRepository repository = BroadcastRepository.inMemory();
  private final StreamCat streamcat = builder().build();
  private final Broadcasts broadcasts = streamcat.broadcasts();
  private final String stage =
      streamcat.realTimeService().create("todd", StageSettings.defaults()).arn();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat().storage(s -> s.broadcasts(repository));
  }

  private EmulatedParticipant join(String userId) {
    return aws.emulator().participants().join(stage, userId);
  }

  /** Publishes and stops in turn within one second, beginning with a publication. */
  private void alternate(EmulatedParticipant participant, int steps) {
    for (int i = 0; i < steps; i++) {
      if (i % 2 == 0) {
        aws.emulator().participants().publish(participant);
      } else {
        aws.emulator().participants().unpublish(participant);
      }
    }
  }

  private List<IvsEvent> events() {
    return aws.emulator().events().emitted().stream().map(IvsEvent::parse).toList();
  }

  private List<String> publishing() {
    return broadcasts.publishing(stage).stream().map(Publication::userId).toList();
  }

  private static List<List<IvsEvent>> orders(List<IvsEvent> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    List<List<IvsEvent>> orders = new ArrayList<>();
    for (int first = 0; first < events.size(); first++) {
      List<IvsEvent> rest = new ArrayList<>(events);
      IvsEvent event = rest.remove(first);
      orders(rest)
          .forEach(order -> orders.add(Stream.concat(Stream.of(event), order.stream()).toList()));
    }
    return orders;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void repair_stepsOfOneSecondInAnyOrder_findTheTrueState(int steps) {
    EmulatedParticipant ann = join("ann");
    alternate(ann, steps);
    assertThat(events()).hasSize(steps);
    aws.time().advance(LISTED);

    for (List<IvsEvent> order : orders(events())) {
      try (StreamCat server =
          aws.streamCat().storage(s -> s.broadcasts(BroadcastRepository.inMemory())).build()) {
        Broadcasts fresh = server.broadcasts();
        order.forEach(fresh::accept);
        assertThat(fresh.publishing(stage)).as("the end wins until AWS is asked").isEmpty();

        RepairReport report = fresh.repair();

        assertThat(report.asked()).isEqualTo(1);
        assertThat(report.failed()).isEmpty();
        assertThat(fresh.publishing(stage).size()).as("%s", order).isEqualTo(steps % 2);
        assertThat(fresh.repair().asked()).as("asked once").isZero();
      }
    }
  }

  @Test
  void repair_restartOfAPublication_isPublishing() {
    EmulatedParticipant ann = join("ann");
    aws.emulator().participants().publish(ann);
    aws.time().advance(Duration.ofMinutes(5));
    aws.emulator().participants().unpublish(ann);
    aws.emulator().participants().publish(ann);
    events().forEach(broadcasts::accept);
    assertThat(publishing()).isEmpty();
    assertThat(broadcasts.repair().asked()).as("AWS may not list all events yet").isZero();
    aws.time().advance(LISTED);

    RepairReport report = broadcasts.repair();

    assertThat(publishing()).containsExactly("ann");
    assertThat(report.changed())
        .containsExactly(ann.participantId() + "/" + ann.sessionId() + "/" + stage);
    assertThat(broadcasts.repair().asked()).as("decided ones are not asked about again").isZero();

    aws.time().advance(Duration.ofMinutes(5));
    aws.emulator().participants().unpublish(ann);
    events().forEach(broadcasts::accept);
    assertThat(publishing()).isEmpty();
  }

  @Test
  void repair_participantLeftMeanwhile_staysEnded() {
    EmulatedParticipant ann = join("ann");
    alternate(ann, 3);
    events().forEach(broadcasts::accept);
    aws.time().advance(Duration.ofMinutes(5));
    aws.emulator().participants().leave(ann);

    broadcasts.repair();

    assertThat(publishing()).isEmpty();
  }

  @Test
  void repair_anHourAfterTheEnd_asksNoMore() {
    alternate(join("ann"), 2);
    events().forEach(broadcasts::accept);

    aws.time().advance(Broadcasts.VERIFIED_AFTER);
    aws.emulator().faults().add(FaultRule.error("ListParticipantEvents", "AccessDeniedException"));
    assertThat(broadcasts.repair().asked()).isEqualTo(1);

    aws.time().advance(Duration.ofSeconds(1));
    assertThat(broadcasts.repair().asked()).isZero();
  }

  @Test
  void repair_manyEventsOfAParticipant_readsAllPages() {
    EmulatedParticipant ann = join("ann");
    alternate(ann, 301);
    events().forEach(broadcasts::accept);
    aws.time().advance(LISTED);

    broadcasts.repair();

    assertThat(publishing()).containsExactly("ann");
    assertThat(aws.calls("ListParticipantEvents")).isEqualTo(4);
  }

  @Test
  void repair_failureForOne_repairsTheOthers() {
    alternate(join("ann"), 3);
    alternate(join("ben"), 3);
    events().forEach(broadcasts::accept);
    aws.time().advance(LISTED);
    aws.emulator().faults().add(FaultRule.error("ListParticipantEvents", "AccessDeniedException"));

    RepairReport report = broadcasts.repair();

    assertThat(report.asked()).isEqualTo(2);
    assertThat(report.changed()).hasSize(1);
    assertThat(report.failed().values()).singleElement().isInstanceOf(AccessDeniedException.class);
    assertThat(broadcasts.repair().changed()).hasSize(1);
    assertThat(publishing()).containsExactlyInAnyOrder("ann", "ben");
  }

  @Test
  void repair_malformedAnswerForOne_repairsTheOthers() {
    EmulatedParticipant ann = join("ann");
    alternate(ann, 3);
    alternate(join("ben"), 3);
    events().forEach(broadcasts::accept);
    aws.time().advance(LISTED);
    List<CallPriority> priorities = new ArrayList<>();
    RealTimeService malformed =
        (RealTimeService)
            Proxy.newProxyInstance(
                RealTimeService.class.getClassLoader(),
                new Class<?>[] {RealTimeService.class},
                (proxy, method, arguments) -> {
                  priorities.add(CallScope.priority());
                  return arguments[2].equals(ann.participantId())
                      ? Stream.of(new ParticipantEvent("PUBLISH_STARTED", Instant.MAX))
                      : method.invoke(streamcat.realTimeService(), arguments);
                });

    RepairReport report;
    try (StreamCat lenient = builder().services(s -> s.realTimeService(malformed)).build()) {
      report = lenient.broadcasts().repair();
    }

    assertThat(report.failed()).hasSize(1);
    assertThat(report.failed().keySet()).allMatch(key -> key.startsWith(ann.participantId()));
    assertThat(publishing()).containsExactly("ben");
    assertThat(priorities).containsOnly(CallPriority.BACKGROUND);
  }

  @Test
  void repair_liveStreamsAreDenied_repairsPublications() {
    alternate(join("ann"), 3);
    events().forEach(broadcasts::accept);
    aws.time().advance(LISTED);
    aws.emulator().faults().add(FaultRule.error("ListStreams", "AccessDeniedException").times(0));

    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(broadcasts::repair);

    assertThat(publishing()).containsExactly("ann");
  }

  @Test
  void repair_broadcastsAreDenied_repairsPublications() {
    for (int i = 0; i < 6; i++) {
      String channel = streamcat.channelService().create("c" + i, ChannelSettings.defaults()).arn();
      aws.emulator().startStream(channel);
    }
    alternate(join("ann"), 3);
    events().stream().filter(StageUpdate.class::isInstance).forEach(broadcasts::accept);
    aws.time().advance(LISTED);
    aws.emulator()
        .faults()
        .add(FaultRule.error("GetStreamSession", "AccessDeniedException").times(0));

    RepairReport report = broadcasts.repair();

    assertThat(report.failed()).hasSize(5);
    assertThat(publishing()).containsExactly("ann");
  }
}
