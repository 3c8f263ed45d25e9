package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.Tags;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.error.AccessDeniedException;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Intercepted;
import io.streamcat.testing.Invariants;
import io.streamcat.user.Lease;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserRepository;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a plan finds, and what applying it does and leaves alone. */
class ReconcilerTest {

  private static final String STORAGE =
      "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF";

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final List<ProvisioningStep> steps = new ArrayList<>();
  private StreamCat streamcat;

  @BeforeEach
  void open() {
    streamcat = builder().build();
  }

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat().users(users).listener(steps::add).executor(Runnable::run);
  }

  private User provision(String username) {
    return streamcat.users().provision(NewUser.of(username, PASSWORD));
  }

  private User current(User user) {
    return streamcat.users().find(user.id()).orElseThrow();
  }

  private void pass(Duration time) {
    aws.time().advance(time);
  }

  /** Longer than the grace period. */
  private void passALongTime() {
    pass(Duration.ofHours(2));
  }

  private String create(ResourceKind kind, Map<String, String> tags) {
    return switch (kind) {
      case CHANNEL ->
          streamcat.channels().create("more", ChannelSettings.builder().tags(tags).build()).arn();
      case CHAT_ROOM ->
          streamcat.chatRooms().create("more", ChatRoomSettings.builder().tags(tags).build()).arn();
      case STAGE ->
          streamcat.stages().create("more", StageSettings.defaults().withTags(tags)).arn();
    };
  }

  private void delete(ResourceKind kind, String arn) {
    switch (kind) {
      case CHANNEL -> streamcat.channels().delete(arn);
      case CHAT_ROOM -> streamcat.chatRooms().delete(arn);
      case STAGE -> streamcat.stages().delete(arn);
    }
  }

  private static AwsResource resource(User user, ResourceKind kind) {
    AwsResource resource = user.resource(kind);
    assertThat(resource).isNotNull();
    return resource;
  }

  /** As if the record had been lost, for example with a backup that is older. */
  private void forget(User user, ResourceKind kind) {
    Instant now = aws.time().instant();
    users.claim(user.id(), new Lease("backup", now.plusSeconds(60)), now);
    users.detach(user.id(), "backup", kind, now);
    users.release(user.id(), "backup", null, null);
  }

  private Map<String, String> with(Map<String, String> tags, String key, String value) {
    return Tags.merged(tags, Map.of(key, value));
  }

  /** The tags of a user who never was. */
  private Map<String, String> strangersTags() {
    return Map.of(
        Tags.NAMESPACE,
        "streamcat",
        Tags.USER_ID,
        "stranger=7C1",
        Tags.ATTEMPT,
        "attempt",
        Tags.CREATED_AT,
        aws.time().instant().toString());
  }

  private ReconciliationPlan planned(Finding.Type type, ResourceKind kind) {
    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings()).extracting(Finding::type).containsExactly(type);
    assertThat(plan.findings()).extracting(Finding::kind).containsExactly(kind);
    return plan;
  }

  private void applied(ReconciliationPlan plan) {
    ReconciliationReport report = streamcat.reconciler().apply(plan);
    assertThat(report.done()).as(report.toText()).isEqualTo(plan.findings());
    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
  }

  private String skipped(ReconciliationPlan plan) {
    ReconciliationReport report = streamcat.reconciler().apply(plan);
    assertThat(report.skipped()).as(report.toText()).hasSize(1);
    assertThat(report.done()).isEmpty();
    assertThat(report.failed()).isEmpty();
    return report.skipped().values().iterator().next();
  }

  private long changes() {
    return aws.emulator().requests().stream()
        .map(RecordedRequest::operation)
        .filter(operation -> operation.matches("(Create|Update|Delete|Stop|Tag).*"))
        .count();
  }

  // ---- comparing

  @Test
  void plan_everythingAgrees_isEmpty_andAsksOnlyForLists() {
    provision("todd");
    provision("ann");
    int before = aws.emulator().requests().size();

    ReconciliationPlan plan = streamcat.reconciler().plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.users()).isEqualTo(2);
    assertThat(plan.resources()).isEqualTo(6);
    assertThat(plan.at()).isEqualTo(aws.time().instant());
    assertThat(aws.emulator().requests().stream().skip(before))
        .extracting(RecordedRequest::operation)
        .containsExactlyInAnyOrder("ListChannels", "ListRooms", "ListStages");
  }

  @Test
  void plan_listsAreStale_recordedResourcesAreNotMissing() {
    provision("todd");
    pass(Duration.ofMinutes(1));
    for (String list : List.of("ListChannels", "ListRooms", "ListStages")) {
      aws.emulator().faults().add(FaultRule.staleList(list, Duration.ofMinutes(30)));
    }

    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    assertThat(aws.calls("GetChannel")).isEqualTo(1);
  }

  @Test
  void plan_wholePages_areCompared() {
    for (int i = 0; i < 120; i++) {
      streamcat.users().provision(NewUser.withId("viewer-" + i));
    }
    streamcat.channels().delete(resource(user("viewer-99"), ResourceKind.CHANNEL).arn());

    ReconciliationPlan plan = streamcat.reconciler().plan();

    assertThat(plan.users()).isEqualTo(120);
    assertThat(plan.resources()).isEqualTo(359);
    assertThat(plan.findings()).extracting(Finding::userId).containsExactly(UserId.of("viewer-99"));
  }

  private User user(String id) {
    return streamcat.users().find(UserId.of(id)).orElseThrow();
  }

  @Test
  void toText_tellsEverythingInALineEach() {
    User todd = provision("todd");
    String room = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    String orphan = create(ResourceKind.STAGE, strangersTags());
    streamcat.channels().delete(todd.channel().arn());

    ReconciliationPlan plan = streamcat.reconciler().plan();

    assertThat(plan.toText().lines())
        .containsExactly(
            "Namespace streamcat at %s, users: 1, resources: 4, findings: 3 {MISSING=1,"
                    .formatted(aws.time().instant())
                + " DUPLICATE=1, ORPHANED=1}",
            "MISSING channel %s of user %s: recorded, but gone from AWS; created %s"
                .formatted(todd.channel().arn(), todd.id(), aws.time().instant()),
            "DUPLICATE chat room %s of user %s: the user has %s; created %s"
                .formatted(room, todd.id(), todd.chatRoom().arn(), aws.time().instant()),
            "ORPHANED stage %s of user stranger|1: there is no such user; created %s"
                .formatted(orphan, aws.time().instant()));
    assertThat(plan).hasToString(plan.toText().lines().findFirst().orElseThrow());
  }

  @Test
  void only_isTheAcceptedPart() {
    User todd = provision("todd");
    String room = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();

    ReconciliationReport report =
        streamcat
            .reconciler()
            .apply(plan.only(finding -> finding.kind() == ResourceKind.CHAT_ROOM));

    assertThat(report.done()).extracting(Finding::arn).containsExactly(room);
    assertThat(aws.existing("room")).hasSize(1);
    assertThat(aws.existing("stage")).hasSize(2);
  }

  // ---- missing

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void missing_goneFromAws_isReplaced(ResourceKind kind) {
    User todd = provision("todd");
    delete(kind, resource(todd, kind).arn());
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.MISSING, kind);
    assertThat(plan.findings()).extracting(Finding::arn).containsOnly(resource(todd, kind).arn());
    applied(plan);

    Invariants.exactlyOneOfEach(aws, current(todd));
    Invariants.nothingBeyond(aws, List.of(current(todd)));
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
  }

  @Test
  void missing_neverRecorded_isCreated_andOnlyTheAcceptedKind() {
    User todd = provision("todd");
    for (ResourceKind kind : List.of(ResourceKind.CHANNEL, ResourceKind.STAGE)) {
      delete(kind, resource(todd, kind).arn());
      forget(todd, kind);
    }
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings()).extracting(Finding::arn).containsExactly(null, null);
    assertThat(plan.findings().get(0))
        .hasToString("MISSING channel of user " + todd.id() + ": wanted, but none is recorded");

    streamcat.reconciler().apply(plan.only(finding -> finding.kind() == ResourceKind.STAGE));

    assertThat(current(todd).channel()).isNull();
    assertThat(current(todd).stage()).isNotNull();
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
    applied(streamcat.reconciler().plan());
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void missing_notWanted_isNoFinding() {
    try (StreamCat frugal =
        builder().createAtRegistration(EnumSet.of(ResourceKind.CHANNEL)).build()) {
      frugal.users().provision(NewUser.of("todd", PASSWORD));

      assertThat(frugal.reconciler().plan().isEmpty()).isTrue();
    }
  }

  @Test
  void missing_createdMeanwhileAndNotRecorded_isAdopted() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.MISSING, ResourceKind.STAGE);
    String found =
        streamcat
            .stages()
            .create(todd.stage().name(), StageSettings.defaults().withTags(todd.stage().tags()))
            .arn();

    applied(plan);

    assertThat(current(todd).stage().arn()).isEqualTo(found);
  }

  @Test
  void missing_youngerThanTheGracePeriod_isLeftAlone() {
    User todd = provision("todd");
    delete(ResourceKind.STAGE, todd.stage().arn());

    assertThat(skipped(planned(Finding.Type.MISSING, ResourceKind.STAGE)))
        .isEqualTo("it is younger than the grace period");
    assertThat(current(todd)).isEqualTo(todd);
  }

  @Test
  void missing_cannotBeCreated_othersAre_andRecoveryGoesOnUnderEitherPolicy() {
    User todd = provision("todd");
    User ann = provision("ann");
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    delete(ResourceKind.CHANNEL, ann.channel().arn());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    aws.emulator().faults().add(FaultRule.error("CreateChannel", "ServiceQuotaExceededException"));

    ReconciliationReport report = streamcat.reconciler().apply(plan);

    assertThat(report.done()).hasSize(1);
    assertThat(report.failed().values()).singleElement().isInstanceOf(ProvisioningException.class);
    assertThat(report.toText())
        .startsWith("done: 1, skipped: 0, failed: 1\ndone: MISSING channel arn:")
        .contains("\nfailed: MISSING channel arn:");
    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    assertThat(streamcat.recovery().run().completed()).hasSize(1);
    Invariants.exactlyOneOfEach(aws, current(todd));
    Invariants.exactlyOneOfEach(aws, current(ann));
  }

  // ---- adoptable

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void adoptable_recordLost_isRecordedAgain_andNothingIsChangedInAws(ResourceKind kind) {
    User todd = provision("todd");
    forget(todd, kind);
    passALongTime();
    long changes = changes();
    steps.clear();

    applied(planned(Finding.Type.ADOPTABLE, kind));

    assertThat(current(todd).resource(kind)).isEqualTo(todd.resource(kind));
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
    assertThat(changes()).isEqualTo(changes);
    assertThat(steps)
        .extracting(ProvisioningStep::phase)
        .containsExactly(Phase.ADOPTED, Phase.ATTACHED);
  }

  @Test
  void adoptable_recordedOneIsGone_theOldestTakesItsPlace_theRestAreDuplicates() {
    User todd = provision("todd");
    pass(Duration.ofMinutes(1));
    String second = create(ResourceKind.STAGE, todd.stage().tags());
    String third =
        create(
            ResourceKind.STAGE,
            with(todd.stage().tags(), Tags.CREATED_AT, aws.time().instant().toString()));
    delete(ResourceKind.STAGE, todd.stage().arn());
    passALongTime();

    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings())
        .extracting(Finding::type, Finding::arn)
        .containsExactly(
            tuple(Finding.Type.ADOPTABLE, second), tuple(Finding.Type.DUPLICATE, third));
    assertThat(skipped(plan.only(finding -> finding.type() == Finding.Type.DUPLICATE)))
        .isEqualTo("the recorded one is gone");
    applied(plan);

    assertThat(current(todd).stage().arn()).isEqualTo(second);
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void adoptable_recordedOneIsBackInSight_isLeftAlone() {
    User todd = provision("todd");
    String other = create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan duplicate = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);

    assertThat(skipped(as(Finding.Type.ADOPTABLE, duplicate))).isEqualTo("the recorded one exists");
    assertThat(aws.existing("stage")).extracting(EmulatedResource::arn).contains(other);
    assertThat(current(todd)).isEqualTo(todd);
  }

  /** The same findings, taken for something else. */
  private static ReconciliationPlan as(Finding.Type type, ReconciliationPlan plan) {
    return new ReconciliationPlan(
        plan.at(),
        plan.namespace(),
        plan.users(),
        plan.resources(),
        plan.findings().stream()
            .map(f -> new Finding(type, f.kind(), f.arn(), f.userId(), f.createdAt(), f.detail()))
            .toList());
  }

  // ---- drifted

  @Test
  void drifted_isFoundOnRequestOnly_andRestored() {
    User todd = provision("todd");
    streamcat
        .channels()
        .update(
            todd.channel().arn(),
            ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).authorized(true).build());
    streamcat
        .chatRooms()
        .update(todd.chatRoom().arn(), ChatRoomSettings.builder().maximumMessageLength(7).build());
    streamcat
        .stages()
        .update(
            todd.stage().arn(),
            StageSettings.defaults().withRecording(ParticipantRecording.to(STORAGE)));
    passALongTime();
    assertThat(streamcat.reconciler().plan().isEmpty()).isTrue();

    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();

    assertThat(plan.findings())
        .allSatisfy(finding -> assertThat(finding.type()).isEqualTo(Finding.Type.DRIFTED))
        .extracting(Finding::kind)
        .containsExactly(ResourceKind.values());
    assertThat(plan.findings().get(0).detail())
        .isEqualTo("latencyMode is NORMAL instead of LOW, authorized is true instead of false");
    assertThat(plan.findings().get(1).detail())
        .isEqualTo("maximumMessageLength is 7 instead of 500");
    steps.clear();
    applied(plan);
    assertThat(streamcat.channels().get(todd.channel().arn())).contains(todd.channel());
    assertThat(streamcat.chatRooms().get(todd.chatRoom().arn())).contains(todd.chatRoom());
    assertThat(streamcat.stages().get(todd.stage().arn())).contains(todd.stage());
    assertThat(steps)
        .extracting(ProvisioningStep::phase)
        .containsExactly(Phase.RESTORED, Phase.RESTORED, Phase.RESTORED);
  }

  @Test
  void drifted_restoredMeanwhile_isLeftAlone() {
    User todd = provision("todd");
    ChatRoomSettings changed = ChatRoomSettings.builder().maximumMessageLength(7).build();
    streamcat.chatRooms().update(todd.chatRoom().arn(), changed);
    ReconciliationPlan plan = planned(Finding.Type.DRIFTED, ResourceKind.CHAT_ROOM);
    assertThat(skipped(plan)).isEqualTo("it is younger than the grace period");
    passALongTime();
    streamcat.chatRooms().update(todd.chatRoom().arn(), todd.chatRoom().settings());

    assertThat(skipped(plan)).isEqualTo("it has the recorded settings");
    assertThat(aws.calls("UpdateRoom")).isEqualTo(2);
  }

  @Test
  void drifted_replacedMeanwhile_isLeftAlone() {
    User todd = provision("todd");
    String other = create(ResourceKind.CHAT_ROOM, todd.chatRoom().tags());
    passALongTime();

    assertThat(
            skipped(
                as(Finding.Type.DRIFTED, planned(Finding.Type.DUPLICATE, ResourceKind.CHAT_ROOM))))
        .isEqualTo("it is not recorded any more");
    assertThat(streamcat.chatRooms().get(other)).isPresent();
  }

  // ---- duplicates and orphans

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void duplicate_isDeleted_andTheRecordedOneKept(ResourceKind kind) {
    User todd = provision("todd");
    create(kind, resource(todd, kind).tags());
    passALongTime();
    steps.clear();

    applied(planned(Finding.Type.DUPLICATE, kind));

    assertThat(current(todd)).isEqualTo(todd);
    Invariants.nothingBeyond(aws, List.of(todd));
    assertThat(steps).extracting(ProvisioningStep::phase).containsExactly(Phase.DELETED);
  }

  @Test
  void duplicate_live_isStoppedAndDeleted() {
    User todd = provision("todd");
    aws.emulator().startStream(create(ResourceKind.CHANNEL, todd.channel().tags()));
    passALongTime();

    applied(planned(Finding.Type.DUPLICATE, ResourceKind.CHANNEL));

    Invariants.nothingBeyond(aws, List.of(todd));
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void orphan_noSuchUser_isDeleted(ResourceKind kind) {
    User todd = provision("todd");
    create(kind, strangersTags());
    passALongTime();
    steps.clear();

    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, kind);
    assertThat(plan.findings()).extracting(Finding::userId).containsOnly(UserId.of("stranger|1"));
    applied(plan);

    Invariants.nothingBeyond(aws, List.of(todd));
    assertThat(steps).extracting(ProvisioningStep::userId).containsExactly(UserId.of("stranger|1"));
  }

  @Test
  void orphan_namesNoUser_isDeleted() {
    create(ResourceKind.STAGE, with(strangersTags(), Tags.USER_ID, "=zz"));
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    assertThat(plan.findings()).extracting(Finding::userId).containsOnlyNulls();
    applied(plan);

    assertThat(aws.emulator().resources()).isEmpty();
  }

  @Test
  void orphan_ofAnEarlierAttempt_isDeleted_andTheUserOfTodayKept() {
    User first = streamcat.users().provision(NewUser.withId("42"));
    streamcat.users().deprovision(first.id());
    User second = streamcat.users().provision(NewUser.withId("42"));
    create(ResourceKind.CHANNEL, first.channel().tags());
    passALongTime();

    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.CHANNEL);
    assertThat(skipped(as(Finding.Type.DUPLICATE, plan)))
        .isEqualTo(skipped(as(Finding.Type.ADOPTABLE, plan)))
        .isEqualTo("it is not of the user as registered now");
    applied(plan);

    Invariants.nothingBeyond(aws, List.of(second));
  }

  @Test
  void orphan_ofARemovedUser_isDeleted() {
    try (StreamCat anonymising = builder().removedUsers(RemovedUsers.ANONYMISE).build()) {
      User todd = anonymising.users().provision(NewUser.of("todd", PASSWORD));
      anonymising.users().deprovision(todd.id());
      create(ResourceKind.STAGE, todd.stage().tags());
      passALongTime();

      ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
      assertThat(skipped(as(Finding.Type.DUPLICATE, plan)))
          .isEqualTo("there is no such user any more");
      applied(plan);

      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void orphan_isAUsersAfterAll_isLeftAlone() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    passALongTime();
    ReconciliationPlan duplicate = planned(Finding.Type.DUPLICATE, ResourceKind.STAGE);

    assertThat(skipped(as(Finding.Type.ORPHANED, duplicate)))
        .isEqualTo("it is of user " + todd.id());
  }

  @Test
  void orphan_byItsTags_butRecorded_isNoFinding_andNeverDeleted() {
    User todd = provision("todd");
    String other = create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    forget(todd, ResourceKind.STAGE);
    Instant now = aws.time().instant();
    users.claim(todd.id(), new Lease("someone", now.plusSeconds(60)), now);
    users.attach(todd.id(), "someone", streamcat.stages().get(other).orElseThrow(), now);

    assertThat(skipped(plan)).isEqualTo("it is of user " + todd.id());
    assertThat(streamcat.reconciler().plan().findings())
        .extracting(Finding::type, Finding::arn)
        .containsExactly(tuple(Finding.Type.DUPLICATE, todd.stage().arn()));
  }

  // ---- what is never touched

  @Test
  void otherNamespacesAndUntagged_areNoFindings_andNotTouchedEvenIfAskedTo() {
    UserRepository stagings = UserRepository.inMemory();
    User ann;
    try (StreamCat staging = aws.streamCat().namespace("staging").users(stagings).build()) {
      ann = staging.users().provision(NewUser.of("ann", PASSWORD));
    }
    User todd = provision("todd");
    String untagged = create(ResourceKind.STAGE, Map.of("team", "streaming"));
    String withoutNamespace =
        create(ResourceKind.CHAT_ROOM, Map.of(Tags.USER_ID, todd.id().value()));
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.resources()).isEqualTo(3);
    List<EmulatedResource> before = aws.emulator().resources();
    long changes = changes();

    List<Finding> forged = new ArrayList<>();
    for (Finding.Type type : Finding.Type.values()) {
      if (type != Finding.Type.MISSING) {
        forged.add(forged(type, ResourceKind.STAGE, untagged, todd));
        forged.add(forged(type, ResourceKind.CHAT_ROOM, withoutNamespace, todd));
        forged.add(forged(type, ResourceKind.CHANNEL, ann.channel().arn(), todd));
      }
    }
    ReconciliationReport report =
        streamcat.reconciler().apply(new ReconciliationPlan(plan.at(), "streamcat", 0, 0, forged));

    assertThat(report.skipped().keySet()).containsExactlyInAnyOrderElementsOf(forged);
    assertThat(report.skipped().values()).containsOnly("it is not tagged with the namespace");
    assertThat(changes()).isEqualTo(changes);
    assertThat(aws.emulator().resources()).isEqualTo(before);
  }

  private static Finding forged(Finding.Type type, ResourceKind kind, String arn, User user) {
    return new Finding(type, kind, arn, user.id(), null, "forged");
  }

  @Test
  void recordedButUntagged_isNotRestored() {
    User todd = provision("todd");
    String untagged = create(ResourceKind.CHAT_ROOM, Map.of());
    forget(todd, ResourceKind.CHAT_ROOM);
    Instant now = aws.time().instant();
    users.claim(todd.id(), new Lease("someone", now.plusSeconds(60)), now);
    users.attach(todd.id(), "someone", streamcat.chatRooms().get(untagged).orElseThrow(), now);
    streamcat
        .chatRooms()
        .update(untagged, ChatRoomSettings.builder().maximumMessageLength(7).build());

    assertThat(streamcat.reconciler().planWithDrift().findings())
        .extracting(Finding::type)
        .containsExactly(Finding.Type.DUPLICATE);
  }

  @Test
  void youngerThanTheGracePeriod_isReported_andLeftAlone() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    forget(todd, ResourceKind.CHAT_ROOM);
    create(ResourceKind.CHANNEL, strangersTags());
    pass(Duration.ofMinutes(59));
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings())
        .extracting(Finding::type)
        .containsExactly(Finding.Type.ADOPTABLE, Finding.Type.DUPLICATE, Finding.Type.ORPHANED);
    long changes = changes();

    ReconciliationReport report = streamcat.reconciler().apply(plan);

    assertThat(report.skipped()).hasSize(3);
    assertThat(report.skipped().values()).containsOnly("it is younger than the grace period");
    assertThat(changes()).isEqualTo(changes);
    assertThat(current(todd).chatRoom()).isNull();
    pass(Duration.ofMinutes(1));
    applied(plan);
  }

  @Test
  void gracePeriod_isASetting() {
    create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    try (StreamCat patient = builder().reconciliationGracePeriod(Duration.ofHours(3)).build()) {
      ReconciliationPlan plan = patient.reconciler().plan();
      assertThat(patient.reconciler().apply(plan).skipped()).hasSize(1);
      pass(Duration.ofHours(1));
      assertThat(patient.reconciler().apply(plan).done()).hasSize(1);
    }
  }

  @Test
  void ageUnknown_isReported_andDeletedOnlyByAPlanOfThatAge() {
    Map<String, String> silent = new HashMap<>(strangersTags());
    silent.remove(Tags.CREATED_AT);
    create(ResourceKind.STAGE, silent);
    create(ResourceKind.CHANNEL, with(silent, Tags.CREATED_AT, "yesterday"));
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings())
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding.toString()).endsWith("; age unknown"));

    ReconciliationReport report = streamcat.reconciler().apply(plan);

    assertThat(report.skipped().values())
        .containsOnly(
            "its age is unknown; it may be deleted by this plan from "
                + plan.at().plus(Duration.ofHours(1)))
        .hasSize(2);
    assertThat(changes()).isEqualTo(2);
    pass(Duration.ofHours(1));
    applied(plan);
  }

  @Test
  void ageInTheFuture_isTakenForTheAgeOfThePlan() {
    create(ResourceKind.STAGE, with(strangersTags(), Tags.CREATED_AT, "2999-01-01T00:00:00Z"));
    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    assertThat(skipped(plan)).isEqualTo("it is younger than the grace period");
    pass(Duration.ofHours(1));

    applied(plan);
  }

  @Test
  void userBeingWorkedOn_isLeftAlone() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings()).hasSize(2);
    Instant now = aws.time().instant();
    Lease lease = new Lease("another", now.plusSeconds(60));
    users.claim(todd.id(), lease, now);
    long changes = changes();

    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    ReconciliationReport held = streamcat.reconciler().apply(plan);
    assertThat(held.skipped()).hasSize(2);
    assertThat(held.skipped().values()).containsOnly("the user is being worked on");
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isEqualTo(lease);

    pass(Duration.ofMinutes(2));
    assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    ReconciliationReport expired = streamcat.reconciler().apply(plan);
    assertThat(expired.skipped().values()).containsOnly("the user is left to recovery");
    assertThat(users.findById(todd.id()).orElseThrow().lease().until()).isEqualTo(lease.until());
    assertThat(changes()).isEqualTo(changes);
    assertThat(streamcat.recovery().run().completed()).containsExactly(todd.id());
    applied(plan);
    Invariants.exactlyOneOfEach(aws, current(todd));
  }

  @Test
  void usersNotCompleteOrBeingRemoved_areRecoverys_withAllThatWasCreatedForThem() {
    try (StreamCat resuming = builder().failurePolicy(FailurePolicy.RESUME).build()) {
      User todd = resuming.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> resuming.users().deprovision(todd.id()));
      UserRepository failing =
          Intercepted.before(
              UserRepository.class,
              users,
              "attach",
              () -> {
                throw new IllegalStateException("the database is away");
              });
      try (StreamCat stuck = builder().users(failing).failurePolicy(FailurePolicy.RESUME).build()) {
        assertThatExceptionOfType(ProvisioningException.class)
            .isThrownBy(() -> stuck.users().provision(NewUser.of("ann", PASSWORD)));
      }
      passALongTime();

      ReconciliationPlan plan = resuming.reconciler().planWithDrift();

      assertThat(plan.users()).isEqualTo(2);
      assertThat(plan.resources()).isGreaterThanOrEqualTo(4);
      assertThat(plan.findings()).isEmpty();
    }
  }

  // ---- plans that are out of date, failures, refusals

  @Test
  void userRemovedMeanwhile_isSkipped() {
    User todd = provision("todd");
    create(ResourceKind.STAGE, todd.stage().tags());
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    streamcat.users().deprovision(todd.id());
    long changes = changes();

    ReconciliationReport report = streamcat.reconciler().apply(plan);

    assertThat(report.skipped()).hasSize(2);
    assertThat(report.skipped().values()).containsOnly("there is no such user any more");
    assertThat(changes()).isEqualTo(changes);
    assertThat(streamcat.users().find(todd.id())).isEmpty();
  }

  @Test
  void settledMeanwhile_isSkipped() {
    User todd = provision("todd");
    User ann = provision("ann");
    delete(ResourceKind.CHANNEL, todd.channel().arn());
    String duplicate = create(ResourceKind.STAGE, todd.stage().tags());
    String orphan = create(ResourceKind.CHAT_ROOM, strangersTags());
    forget(ann, ResourceKind.CHAT_ROOM);
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    assertThat(plan.findings()).hasSize(4);
    applied(plan);
    long changes = changes();

    ReconciliationReport report = streamcat.reconciler().apply(plan);

    assertThat(report.skipped().values())
        .containsExactly(
            "the recorded one exists",
            "another one is recorded, or none any more",
            "it is gone",
            "it is gone");
    assertThat(report.skipped().keySet())
        .extracting(Finding::arn)
        .containsExactly(ann.chatRoom().arn(), todd.channel().arn(), duplicate, orphan);
    assertThat(report.toText())
        .startsWith("done: 0, skipped: 4, failed: 0\nskipped: ADOPTABLE chat room arn:")
        .contains(" -- it is gone\n");
    assertThat(changes()).isEqualTo(changes);
  }

  @Test
  void missing_backInSight_isSkipped() {
    User todd = provision("todd");
    passALongTime();
    Finding mistaken = forged(Finding.Type.MISSING, ResourceKind.STAGE, todd.stage().arn(), todd);

    assertThat(
            skipped(
                new ReconciliationPlan(aws.time().instant(), "streamcat", 1, 3, List.of(mistaken))))
        .isEqualTo("the recorded one exists");
    assertThat(current(todd)).isEqualTo(todd);
    assertThat(users.findById(todd.id()).orElseThrow().lease()).isNull();
  }

  @Test
  void oneFails_theOthersAreDone_andNobodyStaysClaimed() {
    User todd = provision("todd");
    User ann = provision("ann");
    create(ResourceKind.CHANNEL, todd.channel().tags());
    create(ResourceKind.CHANNEL, ann.channel().tags());
    String orphan = create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = streamcat.reconciler().plan();
    Finding first = plan.findings().get(0);
    aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
    aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));

    ReconciliationReport report = streamcat.reconciler().apply(plan);

    assertThat(report.done()).hasSize(1);
    assertThat(report.failed().keySet())
        .extracting(Finding::arn)
        .containsExactly(first.arn(), orphan);
    assertThat(report.failed().values())
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(AccessDeniedException.class));
    assertThat(users.stream()).allMatch(stored -> stored.lease() == null);
    applied(streamcat.reconciler().plan());
    Invariants.nothingBeyond(aws, List.of(todd, ann));
  }

  @Test
  void interrupted_theRestIsSkipped() {
    create(ResourceKind.STAGE, strangersTags());
    passALongTime();
    ReconciliationPlan plan = planned(Finding.Type.ORPHANED, ResourceKind.STAGE);
    Thread.currentThread().interrupt();

    String reason = skipped(plan);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reason).isEqualTo("the thread was interrupted");
  }

  @Test
  void apply_planOfAnotherNamespace_isRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                streamcat
                    .reconciler()
                    .apply(
                        new ReconciliationPlan(aws.time().instant(), "staging", 0, 0, List.of())))
        .satisfies(e -> assertThat(e.field()).isEqualTo("plan"));
  }

  @Test
  void insideATransaction_isRefused() {
    UserRepository joining =
        (UserRepository)
            Proxy.newProxyInstance(
                UserRepository.class.getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> true);
    try (StreamCat inside = builder().users(joining).build()) {
      ReconciliationPlan plan = streamcat.reconciler().plan();
      for (Runnable call :
          List.<Runnable>of(
              inside.reconciler()::plan,
              inside.reconciler()::planWithDrift,
              () -> inside.reconciler().apply(plan))) {
        assertThatExceptionOfType(StreamCatException.class)
            .isThrownBy(call::run)
            .withMessageContaining("inside a database transaction");
      }
    }
  }
}
