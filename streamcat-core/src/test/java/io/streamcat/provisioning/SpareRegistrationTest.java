package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registrations that take a spare. */
@Guarantee({"SPARE-01", "SPARE-02", "SPARE-03"})
class SpareRegistrationTest extends SpareFixture {

  @Test
  void provision_spareIsReady_callsNothingAndTheLabelsFollow() {
    try (StreamCat streamcat = withSpares(1)) {
      int before = requests();

      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThat(requests()).isEqualTo(before);
      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(todd.channel().streamKey()).isNotNull();
      assertThat(todd.resourceKinds()).isEqualTo(EnumSet.allOf(ResourceKind.class));
      assertThat(streamcat.passwords().authenticate("todd", PASSWORD)).isPresent();

      assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
      User labelled = streamcat.users().find(todd.id()).orElseThrow();
      Invariants.exactlyOneOfEach(aws, labelled);
      assertThat(labelled.channel().name()).startsWith("streamcat-todd-");
      assertThat(aws.emulator().resources())
          .filteredOn(resource -> resource.name().startsWith("streamcat-todd-"))
          .hasSize(3);
      assertThat(spares()).hasSize(1);
    }
  }

  @Test
  void provision_spareIsReady_reportsItsCompletionOnce() {
    withSpares(1).close();
    List<Phase> phases = new ArrayList<>();
    try (StreamCat streamcat =
        builder(1, 1).users(u -> u.listener(step -> phases.add(step.phase()))).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    }
    assertThat(phases)
        .containsExactly(
            Phase.INTENDED, Phase.ATTACHED, Phase.ATTACHED, Phase.ATTACHED, Phase.COMPLETED);
  }

  @Test
  void spare_inAws_showsNothingButItsRecordKey() {
    try (StreamCat streamcat = withSpares(1)) {
      String key = spares().get(0).key();
      assertThat(aws.emulator().resources())
          .filteredOn(resource -> !resource.type().equals("stream-key"))
          .hasSize(3)
          .allSatisfy(
              resource -> {
                assertThat(resource.name()).isEqualTo("streamcat-" + key);
                assertThat(resource.tags())
                    .containsOnlyKeys(
                        "streamcat:namespace",
                        "streamcat:record",
                        "streamcat:store",
                        "streamcat:created-at")
                    .containsEntry("streamcat:record", key);
              });
      assertThat(streamcat.users().list()).isEmpty();
    }
  }

  @Test
  void provision_sameRegistrationAgain_returnsTheUserAndTakesNoOtherSpare() {
    try (StreamCat streamcat = withSpares(3)) {
      NewUser byKey = new NewUser(null, "todd", PASSWORD, "form-1");
      User todd = streamcat.users().provision(byKey);
      User ann = streamcat.users().provision(NewUser.withId("ann"));

      assertThat(streamcat.users().provision(byKey).id()).isEqualTo(todd.id());
      assertThat(streamcat.users().provision(NewUser.withId("ann")).id()).isEqualTo(ann.id());
      assertThat(spares()).hasSize(1);
    }
  }

  @Test
  void provision_takenUsername_isRejectedAndTakesNoSpare() {
    try (StreamCat streamcat = withSpares(2)) {
      streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThatExceptionOfType(DuplicateUserException.class)
          .isThrownBy(() -> streamcat.users().provision(NewUser.of("TODD", PASSWORD)));
      assertThat(spares()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void provision_crashedFirstAttempt_isFinishedAndTakesNoSpare(FailurePolicy policy) {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "AccessDeniedException"));
    NewUser todd = new NewUser(null, "todd", PASSWORD, "form-1");
    try (StreamCat first = builder(0, 0).users(u -> u.failurePolicy(policy)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> first.users().provision(todd));
    }
    try (StreamCat streamcat = builder(1, 1).users(u -> u.failurePolicy(policy)).build()) {
      streamcat.recovery().run();

      User user = streamcat.users().provision(todd);

      assertThat(spares()).hasSize(policy == FailurePolicy.RESUME ? 1 : 0);
      aws.recover(streamcat);
      Invariants.exactlyOneOfEach(aws, streamcat.users().find(user.id()).orElseThrow());
    }
  }

  @Test
  void provision_ownSettings_takesOnlyASpareThatHasThem() {
    try (StreamCat streamcat = withSpares(2)) {
      User privately =
          streamcat
              .users()
              .provision(NewUser.withId("private").withChannel(c -> c.authorized(true)));
      assertThat(privately.channel().settings().authorized()).isTrue();
      assertThat(spares()).hasSize(2);

      User publicly =
          streamcat
              .users()
              .provision(NewUser.withId("public").withChannel(c -> c.authorized(false)));
      assertThat(spares()).hasSize(1);
      assertThat(users.findById(publicly.id()).orElseThrow().own().channel().members()).hasSize(1);
    }
  }

  @Test
  void provision_otherDefaultsOrKinds_takesNoSpare() {
    withSpares(2).close();
    try (StreamCat other =
            builder(2, 2)
                .users(u -> u.channelSettings(ChannelSettings.builder().authorized(true).build()))
                .build();
        StreamCat fewer =
            builder(2, 2)
                .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHANNEL)))
                .build()) {
      User ann = other.users().provision(NewUser.withId("ann"));
      User bob = fewer.users().provision(NewUser.withId("bob"));

      assertThat(ann.channel().settings().authorized()).isTrue();
      assertThat(bob.resourceKinds()).containsExactly(ResourceKind.CHANNEL);
      assertThat(spares()).hasSize(2);
    }
  }

  @Test
  void provision_spareOfAnotherNamespace_isNotTaken() {
    withSpares(1).close();
    try (StreamCat staging = builder(1, 1).users(u -> u.namespace("staging")).build()) {
      staging.users().provision(NewUser.withId("todd"));

      assertThat(spares()).hasSize(1);
    }
  }

  @Test
  void provision_atBackgroundPriorityOrInBulk_takesNoSpare() {
    try (StreamCat streamcat = withSpares(1)) {
      streamcat.runAtBackgroundPriority(() -> streamcat.users().provision(NewUser.withId("ann")));
      streamcat.users().enqueue(List.of(NewUser.withId("bob")).stream());

      assertThat(spares()).hasSize(1);
    }
  }

  @Test
  void provision_moreUsersThanSpares_createsTheRest() {
    try (StreamCat streamcat = withSpares(2)) {
      List<User> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(streamcat.users().provision(NewUser.withId("user-" + i)));
      }

      assertThat(spares()).isEmpty();
      assertThat(all).extracting(user -> user.channel().arn()).doesNotHaveDuplicates();
      Invariants.nothingBeyond(aws, all);
    }
  }

  @Test
  void provisionAsync_burstOfFiveHundred_succeedsInTenSecondsOfAwsTime() {
    try (StreamCat streamcat = withSpares(500)) {
      var start = aws.time().instant();
      Duration tenSeconds = Duration.ofSeconds(10);
      List<CompletableFuture<User>> burst =
          IntStream.range(0, 500)
              .mapToObj(
                  i -> streamcat.users().provisionAsync(NewUser.withId("user-" + i), tenSeconds))
              .toList();

      assertThat(burst.stream().map(CompletableFuture::join).map(user -> user.channel().arn()))
          .hasSize(500)
          .doesNotHaveDuplicates();
      assertThat(Duration.between(start, aws.time().instant())).isLessThanOrEqualTo(tenSeconds);
      assertThat(spares()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Failing.class)
  void provision_storeFailsAtEachCall_givesOneUserOneSpare(Failing failing) {
    boolean hasFailed = true;
    withSpares(12).close();
    for (int call = 1; hasFailed; call++) {
      UnreliableStore store = new UnreliableStore(failing, call);
      NewUser todd = NewUser.withId("user-" + call);
      try (StreamCat dying = builder(12, 12).storage(s -> s.users(store.of(users))).build()) {
        int before = spares().size();
        try {
          dying.users().provision(todd);
        } catch (StorageException | ProvisioningException e) {
          assertThat(store.hasFailed()).isTrue();
        }
        hasFailed = store.hasFailed();
        try (StreamCat streamcat = builder(12, 12).build()) {
          streamcat.users().provision(todd);
        }
        assertThat(spares()).hasSizeGreaterThanOrEqualTo(before - 1);
      }
    }
    try (StreamCat streamcat = builder(12, 1).build()) {
      streamcat.recovery().run();
      streamcat.users().list().forEach(user -> Invariants.exactlyOneOfEach(aws, user));
    }
  }
}
