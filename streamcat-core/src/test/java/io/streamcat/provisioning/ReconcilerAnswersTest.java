package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptedHttp;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of plans in calls, and their handling of odd, failing and shifting answers. */
@Tag("slow")
@Guarantee("RECON-06")
class ReconcilerAnswersTest extends ReconcilerFixture {

  private List<User> provision(int count) {
    List<User> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(streamcat.users().provision(NewUser.withId("viewer-" + i)));
    }
    pass(Duration.ofSeconds(1));
    return all;
  }

  private void change(User user) {
    streamcat
        .chatRoomService()
        .update(user.chatRoom().arn(), ChatRoomSettings.builder().maximumMessageLength(7).build());
  }

  private Map<String, Long> callsOf(Runnable work) {
    int before = aws.emulator().requests().size();
    work.run();
    return aws.emulator().requests().stream()
        .skip(before)
        .collect(
            Collectors.groupingBy(RecordedRequest::operation, TreeMap::new, Collectors.counting()));
  }

  @Test
  void planWithDrift_oneHundredUsers_costsOneCallForFiftyChannelsAndNoneForUnchangedRooms() {
    List<User> all = provision(100);
    change(all.get(42));

    Map<String, Long> calls = callsOf(() -> streamcat.reconciler().planWithDrift());

    assertThat(calls)
        .isEqualTo(
            Map.of(
                "ListChannels", 1L,
                "ListRooms", 2L,
                "ListStages", 1L,
                "BatchGetChannel", 2L,
                "GetStage", 100L,
                "GetRoom", 1L));
  }

  /** Returns a StreamCat that gets the given answer to every request of an operation. */
  private StreamCat answered(String operation, int status, String body) {
    return builder()
        .aws(
            a ->
                a.httpClient(
                    new InterceptedHttp(
                        (request, send) ->
                            request.encodedPath().equals("/" + operation)
                                ? InterceptedHttp.response(
                                    status, body, "content-type", "application/json")
                                : send.call())))
        .build();
  }

  @Test
  void planWithDrift_oneRoomBreaksEveryLimit_showsHowItDiffers() {
    List<User> all = provision(3);
    change(all.get(1));
    String room = all.get(1).chatRoom().arn();
    String body =
        """
        {"arn": "%s", "name": "?!", "maximumMessageLength": 100000, "loggingConfigurationIdentifiers":
        ["a", "b", "c", "d"], "messageReviewHandler": {"uri": "?", "fallbackResult": "MAYBE"},
        "tags": {"streamcat:namespace": "streamcat", "": ""}}
        """
            .formatted(room);
    try (StreamCat odd = answered("GetRoom", 200, body)) {
      ReconciliationPlan plan = odd.reconciler().planWithDrift();

      assertThat(plan.findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.DRIFTED))
          .satisfies(finding -> assertThat(finding.arn()).isEqualTo(room))
          .satisfies(
              finding ->
                  assertThat(finding.detail())
                      .contains("maximumMessageLength is 100000 instead of 500"));
    }
  }

  @ParameterizedTest
  @CsvSource({"200, {}", "200, ''", "403, <html>", "400, {}", "500, {}"})
  void planWithDrift_oneRoomCannotBeRead_showsItAndComparesTheOthers(int status, String body) {
    List<User> all = provision(3);
    change(all.get(1));
    delete(ResourceKind.STAGE, all.get(2).stage().arn());
    try (StreamCat odd = answered("GetRoom", status, body)) {
      ReconciliationPlan plan = odd.reconciler().planWithDrift();

      assertThat(plan.findings())
          .extracting(Finding::type, Finding::arn)
          .containsExactly(
              tuple(Finding.Type.MISSING, all.get(2).stage().arn()),
              tuple(Finding.Type.UNREADABLE, all.get(1).chatRoom().arn()));
      assertThat(plan.findings().get(1).detail()).startsWith("GetRoom of");
      passALongTime();
      assertThat(odd.reconciler().apply(plan).skipped().values())
          .containsExactly("it could not be compared");
    }
  }

  @Test
  void planWithDrift_permissionIsMissing_failsInsteadOfShowingEveryRoom() {
    provision(6).forEach(this::change);
    aws.emulator().faults().add(FaultRule.error("GetRoom", "AccessDeniedException").times(0));

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> streamcat.reconciler().planWithDrift());
    assertThat(aws.calls("GetRoom")).isEqualTo(5);
  }

  @Test
  void planWithDrift_everyOtherRoomFails_showsEachOfThem() {
    provision(12).forEach(this::change);
    AtomicInteger reads = new AtomicInteger();
    ChatRoomService flickering =
        InterceptingProxy.before(
            ChatRoomService.class,
            streamcat.chatRoomService(),
            "get",
            () -> {
              if (reads.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("not now");
              }
            });
    try (StreamCat replaced = builder().services(s -> s.chatRoomService(flickering)).build()) {
      ReconciliationPlan plan = replaced.reconciler().planWithDrift();

      assertThat(plan.count(Finding.Type.UNREADABLE)).isEqualTo(6);
      assertThat(plan.count(Finding.Type.DRIFTED)).isEqualTo(6);
    }
  }

  @Test
  void planWithDrift_oneChannelOfABatchCannotBeRead_showsItAndComparesTheOthers() {
    List<User> all = provision(3);
    streamcat
        .channelService()
        .update(
            all.get(0).channel().arn(),
            ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build());
    String odd = all.get(1).channel().arn();
    ChannelService strict =
        InterceptingProxy.calls(
            ChannelService.class,
            streamcat.channelService(),
            (method, arguments) -> {
              boolean isOdd =
                  method.equals("getAll")
                      ? ((Collection<?>) arguments[0]).contains(odd)
                      : method.equals("get") && arguments[0].equals(odd);
              if (isOdd) {
                throw new IllegalArgumentException("an unknown type");
              }
            });
    try (StreamCat replaced = builder().services(s -> s.channelService(strict)).build()) {
      ReconciliationPlan plan = replaced.reconciler().planWithDrift();

      assertThat(plan.findings())
          .extracting(Finding::type, Finding::arn, Finding::detail)
          .containsExactly(
              tuple(
                  Finding.Type.DRIFTED,
                  all.get(0).channel().arn(),
                  "latencyMode is NORMAL instead of LOW"),
              tuple(Finding.Type.UNREADABLE, odd, IllegalArgumentException.class.getName()));
    }
  }

  @Test
  void plan_resourceIsNeitherListedNorReadable_isNotMissing() {
    User todd = provision(1).get(0);
    aws.emulator().faults().add(FaultRule.staleList("ListStages", Duration.ofMinutes(30)));
    aws.emulator().faults().add(FaultRule.error("GetStage", "AccessDeniedException"));

    assertThat(streamcat.reconciler().plan().findings())
        .extracting(Finding::type, Finding::arn)
        .containsExactly(tuple(Finding.Type.UNREADABLE, todd.stage().arn()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void plan_listsShiftBetweenPages_neverReportsOrDeletesWhatIsRecorded(long seed) {
    try (EmulatedAws shifting = new EmulatedAws(IvsEmulator.builder().seed(seed));
        StreamCat server = shifting.streamCat().storage(s -> s.users(users)).build()) {
      List<User> all = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        all.add(server.users().provision(NewUser.withId("viewer-" + i)));
      }
      for (int i = 0; i < 120; i += 10) {
        server
            .realTimeService()
            .create("more", StageSettings.defaults().withTags(all.get(i).stage().tags()));
      }
      server.realTimeService().delete(all.get(7).stage().arn());
      shifting.time().advance(Duration.ofHours(2));
      for (String list : List.of("ListChannels", "ListRooms", "ListStages")) {
        shifting.emulator().faults().add(FaultRule.shiftingList(list));
      }

      ReconciliationPlan plan = server.reconciler().planWithDrift();

      assertThat(plan.count(Finding.Type.MISSING)).isEqualTo(1);
      assertThat(plan.count(Finding.Type.DUPLICATE)).isBetween(11L, 12L);
      assertThat(plan.findings()).hasSize((int) plan.count(Finding.Type.DUPLICATE) + 1);
      assertThat(server.reconciler().apply(plan).done()).isEqualTo(plan.findings());
      shifting.emulator().faults().clear();
      server.reconciler().apply(server.reconciler().plan());
      List<User> now = server.users().list().toList();
      assertThat(now).hasSize(120);
      assertThat(now.stream().filter(user -> !all.contains(user))).hasSize(1);
      Invariants.nothingBeyond(shifting, now);
    }
  }

  /** Returns an action that runs only once. */
  private static Runnable once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }

  @Test
  void planWithDrift_settingsChangeAfterTheUserWasRead_reportsNoDrift() {
    User todd = provision(1).get(0);
    ChannelService racing =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "getAll",
            once(
                () ->
                    streamcat
                        .users()
                        .changeChannel(
                            todd.id(),
                            change -> change.latencyMode(LatencyMode.NORMAL),
                            LiveChannelPolicy.REFUSE)));
    try (StreamCat planning = builder().services(s -> s.channelService(racing)).build()) {
      assertThat(planning.reconciler().planWithDrift().findings()).isEmpty();
    }
    assertThat(current(todd).channel().settings().latencyMode()).isEqualTo(LatencyMode.NORMAL);
  }

  @Test
  void plan_userIsRemovedAfterTheListWasRead_isNotMissing() {
    User todd = provision(1).get(0);
    aws.emulator().faults().add(FaultRule.staleList("ListStages", Duration.ofMinutes(30)));
    RealTimeService racing =
        InterceptingProxy.before(
            RealTimeService.class,
            streamcat.realTimeService(),
            "get",
            once(() -> streamcat.users().deprovision(todd.id())));
    try (StreamCat planning = builder().services(s -> s.realTimeService(racing)).build()) {
      assertThat(planning.reconciler().plan().findings()).isEmpty();
    }
    assertThat(aws.emulator().resources()).isEmpty();
  }
}
