package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.CrashSimulator;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server dies at each call of its work; another one recovers, and nothing is lost or left over.
 */
@Tag("slow")
@Guarantee({"PROV-02", "KEYS-01", "RECON-02"})
class CrashTest {

  private static final Duration LONGER_THAN_A_LEASE = Duration.ofHours(1);

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  @ParameterizedTest
  @CsvSource({"ROLL_BACK, false", "RESUME, false", "ROLL_BACK, true", "RESUME, true"})
  void provision_serverDies_userIsCompleteOrGone(FailurePolicy policy, boolean answersLost) {
    int moments =
        dieAtEveryMoment(
            policy,
            EnumSet.allOf(ResourceKind.class),
            (server, users) -> {
              if (answersLost) {
                aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
                aws.emulator().faults().add(FaultRule.responseLost("CreateRoom"));
                aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
                aws.emulator().faults().add(FaultRule.staleList("*", Duration.ofSeconds(2)));
              }
              server.users().provision(NewUser.of("todd", PASSWORD));
            },
            (recovered, users) -> Invariants.completeOrGone(aws, users, "todd"));
    assertThat(moments).as("moments the server died at").isGreaterThanOrEqualTo(14);
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void deprovision_serverDies_userExistsOrIsGone(FailurePolicy policy) {
    int moments =
        dieAtEveryMoment(
            policy,
            EnumSet.allOf(ResourceKind.class),
            (server, users) -> {
              User todd = lasting(users, policy).users().provision(NewUser.of("todd", PASSWORD));
              aws.emulator().startStream(todd.channel().arn());
              server.users().deprovision(todd.id());
            },
            (recovered, users) -> Invariants.completeOrGone(aws, users, "todd"));
    assertThat(moments).isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void ensureStage_serverDies_userKeepsTheOtherResources(FailurePolicy policy) {
    int moments =
        dieAtEveryMoment(
            policy,
            EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM),
            (server, users) -> {
              User todd =
                  streamCat(users, policy)
                      .users(
                          u ->
                              u.createAtRegistration(
                                  EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM)))
                      .build()
                      .users()
                      .provision(NewUser.of("todd", PASSWORD));
              server.users().ensureStage(todd.id());
            },
            (recovered, users) -> {
              User todd = users.findByUsername("todd").orElseThrow().user();
              assertThat(todd.resourceKinds())
                  .contains(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM);
              // After any outcome, another request leads to exactly one resource.
              Invariants.exactlyOneOfEach(aws, recovered.users().ensureStage(todd.id()));
            });
    assertThat(moments).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void apply_serverDies_losesNothingPermanently(FailurePolicy policy) {
    int moments =
        dieAtEveryMoment(
            policy,
            EnumSet.allOf(ResourceKind.class),
            (server, users) -> {
              StreamCat lasting = lasting(users, policy);
              User todd = lasting.users().provision(NewUser.of("todd", PASSWORD));
              lasting
                  .realTimeService()
                  .create(
                      todd.stage().name(), StageSettings.defaults().withTags(todd.stage().tags()));
              lasting.realTimeService().delete(todd.stage().arn());
              lasting.channelService().delete(todd.channel().arn());
              lasting
                  .chatRoomService()
                  .create("more", ChatRoomSettings.builder().tags(todd.chatRoom().tags()).build());
              aws.time().advance(Duration.ofHours(2));
              ReconciliationPlan plan = server.reconciler().plan();
              assertThat(plan.findings())
                  .extracting(Finding::type)
                  .containsExactly(
                      Finding.Type.ADOPTABLE, Finding.Type.MISSING, Finding.Type.DUPLICATE);
              server.reconciler().apply(plan);
            },
            (recovered, users) -> {
              recovered.reconciler().apply(recovered.reconciler().plan());
              User todd = users.findByUsername("todd").orElseThrow().user();
              Invariants.exactlyOneOfEach(aws, todd);
              Invariants.nothingBeyond(aws, List.of(todd));
            });
    assertThat(moments).isGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource({
    "ROLL_BACK, REFUSE, false",
    "RESUME, REFUSE, true",
    "ROLL_BACK, STOP, true",
    "RESUME, STOP, false"
  })
  void rotate_serverDies_channelHasOnlyTheRecordedKey(
      FailurePolicy policy, LiveChannelPolicy live, boolean answersLost) {
    AtomicReference<StreamKey> old = new AtomicReference<>();
    int moments =
        dieAtEveryMoment(
            policy,
            EnumSet.allOf(ResourceKind.class),
            (server, users) -> {
              User todd = lasting(users, policy).users().provision(NewUser.of("todd", PASSWORD));
              old.set(todd.channel().streamKey());
              if (live == LiveChannelPolicy.STOP) {
                aws.emulator().startStream(todd.channel().arn());
              }
              if (answersLost) {
                aws.emulator().faults().add(FaultRule.responseLost("DeleteStreamKey"));
                aws.emulator().faults().add(FaultRule.responseLost("CreateStreamKey"));
                aws.emulator().faults().add(FaultRule.staleList("*", Duration.ofSeconds(2)));
              }
              server.users().rotateStreamKey(todd.id(), live);
            },
            (recovered, users) -> {
              User todd = users.findByUsername("todd").orElseThrow().user();
              Invariants.exactlyOneOfEach(aws, todd);
              Invariants.oneStreamKeyEach(aws, List.of(todd));
              assertThat(recovered.channelService().get(todd.channel().arn()))
                  .contains(todd.channel());
              // The old key is gone and the stream stopped, unless the server died before it had
              // recorded its intent.
              boolean begun = !todd.channel().streamKey().equals(old.get());
              assertThat(aws.calls("DeleteStreamKey") > 0).isEqualTo(begun);
              assertThat(recovered.channelService().isLive(todd.channel().arn()))
                  .isEqualTo(live == LiveChannelPolicy.STOP && !begun);
            });
    assertThat(moments).isGreaterThanOrEqualTo(16);
  }

  /** Kills a server at each moment in turn; returns the number of moments. */
  private int dieAtEveryMoment(
      FailurePolicy policy,
      EnumSet<ResourceKind> atRegistration,
      BiConsumer<StreamCat, UserRepository> work,
      BiConsumer<StreamCat, UserRepository> check) {
    for (int moment = 1; ; moment++) {
      aws.reset();
      CrashSimulator mortal = new CrashSimulator(moment);
      UserRepository users = UserRepository.inMemory();
      try (StreamCat lasting = lasting(users, policy);
          StreamCat server =
              streamCat(mortal.watch(UserRepository.class, users), policy)
                  .users(u -> u.createAtRegistration(atRegistration))
                  .services(
                      s ->
                          s.channelService(
                                  mortal.watch(ChannelService.class, lasting.channelService()))
                              .chatRoomService(
                                  mortal.watch(ChatRoomService.class, lasting.chatRoomService()))
                              .realTimeService(
                                  mortal.watch(RealTimeService.class, lasting.realTimeService())))
                  .build()) {
        if (survives(mortal, () -> work.accept(server, users))) {
          return moment - 1;
        }
        aws.emulator().faults().clear();
        aws.time().advance(LONGER_THAN_A_LEASE);
        assertThat(lasting.recovery().run().failed()).as("dead at moment %d", moment).isEmpty();
        check.accept(lasting, users);
        assertThat(lasting.recovery().run().isEmpty())
            .as("nothing left after moment %d", moment)
            .isTrue();
      }
    }
  }

  private static boolean survives(CrashSimulator mortal, Runnable work) {
    try {
      work.run();
    } catch (CrashSimulator.Died e) {
      return false;
    }
    return !mortal.isDead();
  }

  private StreamCat lasting(UserRepository users, FailurePolicy policy) {
    return streamCat(users, policy).build();
  }

  private StreamCatBuilder streamCat(UserRepository users, FailurePolicy policy) {
    return aws.streamCat()
        .aws(a -> a.account("123456789012"))
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(policy));
  }
}
