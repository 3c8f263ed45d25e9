package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace to damage, with assertions on plans. */
abstract class ReconcilerFixture {

  final EmulatedAws aws = new EmulatedAws();
  final UserRepository users = UserRepository.inMemory();
  final List<ProvisioningStep> steps = new ArrayList<>();
  StreamCat streamcat;

  @BeforeEach
  void open() {
    streamcat = builder().build();
  }

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  StreamCatBuilder builder() {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(u -> u.listener(steps::add))
        .executor(Runnable::run);
  }

  User provision(String username) {
    return streamcat.users().provision(NewUser.of(username, PASSWORD));
  }

  User current(User user) {
    return streamcat.users().find(user.id()).orElseThrow();
  }

  void pass(Duration time) {
    aws.time().advance(time);
  }

  /** A time longer than the grace period. */
  void passALongTime() {
    pass(Duration.ofHours(2));
  }

  String create(ResourceKind kind, Map<String, String> tags) {
    return switch (kind) {
      case CHANNEL ->
          streamcat
              .channelService()
              .create("more", ChannelSettings.builder().tags(tags).build())
              .arn();
      case CHAT_ROOM ->
          streamcat
              .chatRoomService()
              .create("more", ChatRoomSettings.builder().tags(tags).build())
              .arn();
      case STAGE ->
          streamcat.realTimeService().create("more", StageSettings.defaults().withTags(tags)).arn();
    };
  }

  void delete(ResourceKind kind, String arn) {
    switch (kind) {
      case CHANNEL -> streamcat.channelService().delete(arn);
      case CHAT_ROOM -> streamcat.chatRoomService().delete(arn);
      case STAGE -> streamcat.realTimeService().delete(arn);
    }
  }

  static AwsResource resource(User user, ResourceKind kind) {
    AwsResource resource = user.resource(kind);
    assertThat(resource).isNotNull();
    return resource;
  }

  /** Restores a record as if from an older backup, in which the creation is pending. */
  void forget(User user, ResourceKind kind) {
    Records.forget(users, user, kind);
  }

  Map<String, String> with(Map<String, String> tags, String key, String value) {
    return Tags.merged(tags, Map.of(key, value));
  }

  /** Returns tags of this store with a record that does not exist. */
  Map<String, String> strangersTags() {
    return Map.of(
        Tags.NAMESPACE,
        "streamcat",
        Tags.USER_ID,
        "stranger=7C1",
        Tags.RECORD,
        "stranger",
        Tags.STORE,
        users.storeId(),
        Tags.CREATED_AT,
        aws.time().instant().toString());
  }

  ReconciliationPlan planned(Finding.Type type, ResourceKind kind) {
    ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
    assertThat(plan.findings()).extracting(Finding::type).containsExactly(type);
    assertThat(plan.findings()).extracting(Finding::kind).containsExactly(kind);
    return plan;
  }

  /** Applies a plan with any number of orphans. */
  ReconciliationReport apply(ReconciliationPlan plan) {
    return streamcat.reconciler().apply(plan, plan.count(Finding.Type.ORPHANED));
  }

  void applied(ReconciliationPlan plan) {
    ReconciliationReport report = apply(plan);
    assertThat(report.done()).as(report.toText()).isEqualTo(plan.findings());
    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
  }

  String skipped(ReconciliationPlan plan) {
    ReconciliationReport report = apply(plan);
    assertThat(report.skipped()).as(report.toText()).hasSize(1);
    assertThat(report.done()).isEmpty();
    assertThat(report.failed()).isEmpty();
    return report.skipped().values().iterator().next();
  }

  long changes() {
    return aws.emulator().requests().stream()
        .map(RecordedRequest::operation)
        .filter(operation -> operation.matches("(Create|Update|Delete|Stop|Tag).*"))
        .count();
  }

  /** Returns the findings with another type. */
  static ReconciliationPlan as(Finding.Type type, ReconciliationPlan plan) {
    return new ReconciliationPlan(
        plan.at(),
        plan.namespace(),
        plan.users(),
        plan.resources(),
        plan.findings().stream()
            .map(f -> new Finding(type, f.kind(), f.arn(), f.userId(), f.createdAt(), f.detail()))
            .toList());
  }

  static Finding forged(Finding.Type type, ResourceKind kind, String arn, User user) {
    return new Finding(type, kind, arn, user.id(), null, "forged");
  }
}
