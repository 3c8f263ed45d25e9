package io.streamcat.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.SimulatedServer;
import io.streamcat.simulation.Simulations;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;

class SimulatedTransportTest {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private InMemoryAws aws;
  private IvsClient ivs;

  /** Plays a thread under decisions. */
  private void play(String decisions, Runnable body) {
    Simulations.play(
        decisions,
        scheduler -> {
          SimulatedServer server = scheduler.server("A", Duration.ZERO);
          build(scheduler);
          server.start(body);
          scheduler.run();
        });
  }

  private void build(Scheduler scheduler) {
    aws = new InMemoryAws(scheduler::now, 1);
    ivs = aws.ivs(new SimulatedTransport(scheduler, aws, CALL_TIMEOUT));
  }

  /**
   * The classification of faults by StreamCat: a call that cannot be looked up is not repeated
   * blindly.
   */
  @ParameterizedTest
  @CsvSource({
    "NOT_SENT, false, REJECTED",
    "REQUEST_LOST, false, UNKNOWN",
    "THROTTLED, false, THROTTLED",
    "QUOTA_REACHED, false, QUOTA",
    "ACCESS_DENIED, false, DENIED",
    "INVALID, false, REJECTED",
    "FAILED, false, UNKNOWN",
    "PROXY_PAGE, false, UNKNOWN",
    "ANSWER_LOST, true, UNKNOWN",
    "FAILED_AFTER_EFFECT, true, UNKNOWN",
    "INTERRUPTED_AFTER_EFFECT, true, UNKNOWN"
  })
  void create_anyFault_looksLikeTheSdkToStreamCat(Fault fault, boolean effect, String seen) {
    List<Throwable> thrown = new ArrayList<>();
    Simulations.play(
        "A1@6!" + fault,
        scheduler -> {
          SimulatedServer server = scheduler.server("A", Duration.ZERO);
          build(scheduler);
          AwsCalls calls =
              AwsCalls.create(
                      new CallSettings(
                          server.clock(),
                          server.sleeper(),
                          CALL_TIMEOUT,
                          CALL_TIMEOUT,
                          Duration.ofSeconds(1)),
                      new CallListener() {},
                      CallLimiter.unlimited())
                  .with(ivs.serviceClientConfiguration());
          server.start(
              () ->
                  thrown.add(
                      catchThrowable(
                          () ->
                              calls.callOnce(
                                  new Operation("ivs", "CreateChannel", "c"),
                                  Scheduler.START.plusMillis(1),
                                  override ->
                                      ivs.createChannel(r -> r.overrideConfiguration(override))))));
          scheduler.run();
        });

    assertThat(thrown).singleElement().isInstanceOf(exceptionOf(seen));
    assertThat(aws.resources()).hasSize(effect ? 2 : 0);
  }

  private static Class<? extends Throwable> exceptionOf(String seen) {
    return switch (seen) {
      case "UNKNOWN" -> OutcomeUnknownException.class;
      case "THROTTLED" -> ThrottledException.class;
      case "QUOTA" -> QuotaExceededException.class;
      case "DENIED" -> AccessDeniedException.class;
      default -> AwsException.class;
    };
  }

  @Test
  void call_unreadableAnswer_hasAnEffect() {
    play(
        "A1@1!UNREADABLE_ANSWER",
        () -> assertThat(catchThrowable(this::create)).isInstanceOf(UncheckedIOException.class));

    assertThat(aws.resources()).hasSize(2);
  }

  @Test
  void call_emptyAnswer_hasNoEffect() {
    play("A1@1!EMPTY_ANSWER", () -> assertThat(ivs.createChannel(r -> {}).channel()).isNull());

    assertThat(aws.resources()).isEmpty();
  }

  @Test
  void lateEffect_afterTheTimeout_takesPlace() {
    List<Integer> counts = new ArrayList<>();
    Simulations.play(
        "A1@1!LATE_EFFECT:2000",
        scheduler -> {
          build(scheduler);
          SimulatedServer server = scheduler.server("A", Duration.ZERO);
          server.start(
              () -> {
                assertThat(catchThrowable(this::create)).hasMessageContaining("timed out");
                for (int i = 0; i < 2; i++) {
                  counts.add(aws.resources().size());
                  scheduler.await(Duration.ofMillis(2_001).toNanos());
                }
                counts.add(aws.resources().size());
              });
          scheduler.run();
        });

    assertThat(counts).containsExactly(0, 2, 2);
  }

  @Test
  void lateEffect_ofTwoServers_allowsTheOtherToContinue() {
    List<String> order = new ArrayList<>();
    Simulations.play(
        "A1@1!LATE_EFFECT:2000",
        scheduler -> {
          build(scheduler);
          scheduler
              .server("A", Duration.ZERO)
              .start(
                  () -> {
                    assertThat(catchThrowable(this::create)).isNotNull();
                    order.add("A");
                  });
          scheduler
              .server("B", Duration.ZERO)
              .start(
                  () -> {
                    create();
                    order.add("B");
                  });
          scheduler.run();
        });

    assertThat(order).containsExactly("B", "A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STALE_LIST", "LATE_TAGS"})
  void lagOfList_newResource_isHiddenUntilTheLagEnds(String fault) {
    List<Integer> tagged = new ArrayList<>();
    Simulations.play(
        "A1@3!" + fault + ":3000",
        scheduler -> {
          build(scheduler);
          SimulatedServer server = scheduler.server("A", Duration.ZERO);
          server.start(
              () -> {
                create();
                for (int i = 0; i < 3; i++) {
                  tagged.add(countTagged());
                  scheduler.await(Duration.ofMillis(1_500).toNanos());
                }
              });
          scheduler.run();
        });

    assertThat(tagged).containsExactly(0, 0, 1);
  }

  private int countTagged() {
    return (int)
        ivs.listChannels(r -> {}).channels().stream().filter(c -> !c.tags().isEmpty()).count();
  }

  @Test
  void lagOfGet_changedResources_showsThePast() {
    List<Boolean> found = new ArrayList<>();
    Simulations.play(
        "A1@3!STALE_GET:1000",
        scheduler -> {
          build(scheduler);
          scheduler
              .server("A", Duration.ZERO)
              .start(
                  () -> {
                    String arn = create();
                    found.add(finds(arn));
                    scheduler.await(Duration.ofMillis(885).toNanos());
                    ivs.deleteChannel(r -> r.arn(arn));
                    found.add(finds(arn));
                    scheduler.await(Duration.ofSeconds(1).toNanos());
                    found.add(finds(arn));
                  });
          scheduler.run();
        });

    assertThat(found).containsExactly(false, true, false);
  }

  private boolean finds(String arn) {
    return catchThrowable(() -> ivs.getChannel(r -> r.arn(arn))) == null;
  }

  @Test
  void shiftedPages_skipAResourceWhenAnEarlierOneIsDeleted() {
    List<String> seen = new ArrayList<>();
    play(
        "A1@7!SHIFTED_PAGES:9000",
        () -> {
          String first = create();
          create();
          create();
          var page = ivs.listChannels(r -> {});
          page.channels().forEach(c -> seen.add(c.arn()));
          ivs.deleteChannel(r -> r.arn(first));
          String next = page.nextToken();
          while (next != null) {
            String token = next;
            page = ivs.listChannels(r -> r.nextToken(token));
            page.channels().forEach(c -> seen.add(c.arn()));
            next = page.nextToken();
          }
        });

    assertThat(seen).hasSize(2);
    assertThat(aws.resources()).filteredOn(r -> r.type().equals("channel")).hasSize(2);
  }

  @Test
  void interrupt_beforeACall_preventsTheRequest() {
    play(
        "A1@1!INTERRUPT",
        () -> {
          assertThat(catchThrowable(this::create)).hasMessageContaining("interrupted");
          assertThat(Thread.interrupted()).isTrue();
        });

    assertThat(aws.resources()).isEmpty();
  }

  @Test
  void kill_afterTheRequestWasSent_leavesTheEffect() {
    play("A1@2!KILL", this::create);
    assertThat(aws.resources()).hasSize(2);

    play("A1@1!KILL", this::create);
    assertThat(aws.resources()).isEmpty();
  }

  private String create() {
    return ivs.createChannel(CreateChannelRequest.builder().tags(Map.of("k", "v")).build())
        .channel()
        .arn();
  }
}
