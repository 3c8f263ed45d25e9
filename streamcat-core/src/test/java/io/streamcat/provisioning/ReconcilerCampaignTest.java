package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LatencyMode;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A population with random damages in the store and in AWS, which one plan repairs. */
@Tag("slow")
@Guarantee("RECON-01")
class ReconcilerCampaignTest {

  private static final int USERS = 40;
  private static final int NEIGHBOURS = 3;
  private static final List<ResourceKind> KINDS = List.of(ResourceKind.values());

  private static final Finding.Type[] REPAIRED = {
    Finding.Type.ADOPTABLE,
    Finding.Type.MISSING,
    Finding.Type.DRIFTED,
    Finding.Type.DUPLICATE,
    Finding.Type.ORPHANED
  };

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("streamcat.reconciler.seeds", 2));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void apply_damagedPopulation_isRepaired(long seed) {
    Random random = new Random(seed);
    UserRepository before = UserRepository.inMemory();
    UserRepository after = restored(before);
    UserRepository neighbours = UserRepository.inMemory();
    try (EmulatedAws aws = new EmulatedAws(IvsEmulator.builder().seed(seed));
        StreamCat undamaged = builder(aws).storage(s -> s.users(before)).build();
        StreamCat streamcat = builder(aws).storage(s -> s.users(after)).build();
        StreamCat staging =
            builder(aws)
                .users(u -> u.namespace("staging"))
                .storage(s -> s.users(neighbours))
                .build()) {
      populate(undamaged, USERS);
      populate(staging, NEIGHBOURS);
      aws.time().advance(Duration.ofMinutes(1));
      int damage =
          damageAws(random, undamaged, aws.createStorage()) + damageStore(random, before, after);
      aws.time().advance(Duration.ofHours(2));

      ReconciliationPlan plan = streamcat.reconciler().planWithDrift();
      assertThat(plan.findings()).as("of %d damages", damage).hasSizeGreaterThan(USERS / 2);
      assertThat(plan.findings())
          .extracting(Finding::type)
          .contains(REPAIRED)
          .containsOnly(REPAIRED);
      ReconciliationReport report =
          streamcat.reconciler().apply(plan, plan.count(Finding.Type.ORPHANED));

      assertThat(report.done()).as(report.toText()).isEqualTo(plan.findings());
      // Creations that the backup shows as pending and AWS does not show.
      assertThat(streamcat.recovery().run().failed()).isEmpty();
      after.stream()
          .map(UserRecord::user)
          .forEach(
              user -> {
                Invariants.exactlyOneOfEach(aws, user);
                hasRecordedSettings(streamcat, user);
              });
      Invariants.nothingBeyond(
          aws, Stream.concat(after.stream(), neighbours.stream()).map(UserRecord::user).toList());
      assertThat(after.stream()).allMatch(stored -> stored.lease() == null);
      assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
      assertThat(staging.reconciler().planWithDrift().findings()).isEmpty();
    }
  }

  /** An empty store with the id of another one, like a restored database. */
  private static UserRepository restored(UserRepository original) {
    return InterceptingProxy.after(
        UserRepository.class, UserRepository.inMemory(), "storeId", id -> original.storeId());
  }

  private static StreamCatBuilder builder(EmulatedAws aws) {
    return aws.streamCat().executor(Runnable::run);
  }

  private static void populate(StreamCat streamcat, int users) {
    for (int i = 0; i < users; i++) {
      streamcat.users().provision(NewUser.of("viewer" + i, PASSWORD));
    }
  }

  private static void hasRecordedSettings(StreamCat streamcat, User user) {
    assertThat(streamcat.channelService().get(user.channel().arn())).contains(user.channel());
    assertThat(streamcat.chatRoomService().get(user.chatRoom().arn())).contains(user.chatRoom());
    assertThat(streamcat.realTimeService().get(user.stage().arn())).contains(user.stage());
  }

  /** Damages every second resource. */
  private static int damageAws(Random random, StreamCat streamcat, String storage) {
    int damage = 0;
    List<User> users = new ArrayList<>();
    streamcat.users().list().forEach(users::add);
    // In an order that only the seed decides, because ids are random.
    users.sort((a, b) -> a.username().compareTo(b.username()));
    for (User user : users) {
      for (ResourceKind kind : KINDS) {
        AwsResource resource = user.resource(kind);
        switch (random.nextInt(10)) {
          case 0 -> delete(streamcat, kind, resource.arn());
          case 1 -> create(streamcat, kind, resource.tags());
          case 2 -> {
            create(streamcat, kind, resource.tags());
            create(streamcat, kind, resource.tags());
            delete(streamcat, kind, resource.arn());
          }
          case 3 ->
              create(
                  streamcat,
                  kind,
                  Tags.merged(resource.tags(), Map.of(Tags.RECORD, "another record")));
          case 4 -> change(streamcat, kind, resource.arn(), storage);
          default -> damage--;
        }
        damage++;
      }
    }
    return damage;
  }

  private static void delete(StreamCat streamcat, ResourceKind kind, String arn) {
    switch (kind) {
      case CHANNEL -> streamcat.channelService().delete(arn);
      case CHAT_ROOM -> streamcat.chatRoomService().delete(arn);
      case STAGE -> streamcat.realTimeService().delete(arn);
    }
  }

  private static void create(StreamCat streamcat, ResourceKind kind, Map<String, String> tags) {
    switch (kind) {
      case CHANNEL ->
          streamcat.channelService().create("more", ChannelSettings.builder().tags(tags).build());
      case CHAT_ROOM ->
          streamcat.chatRoomService().create("more", ChatRoomSettings.builder().tags(tags).build());
      case STAGE ->
          streamcat.realTimeService().create("more", StageSettings.defaults().withTags(tags));
    }
  }

  private static void change(StreamCat streamcat, ResourceKind kind, String arn, String storage) {
    switch (kind) {
      case CHANNEL ->
          streamcat
              .channelService()
              .update(arn, ChannelSettings.builder().latencyMode(LatencyMode.NORMAL).build());
      case CHAT_ROOM ->
          streamcat
              .chatRoomService()
              .update(arn, ChatRoomSettings.builder().maximumMessageLength(7).build());
      case STAGE ->
          streamcat
              .realTimeService()
              .update(
                  arn, StageSettings.defaults().withRecording(ParticipantRecording.to(storage)));
    }
  }

  /** Copies the users like an old backup: some are missing, some lack a resource. */
  private static int damageStore(Random random, UserRepository before, UserRepository after) {
    List<UserRecord> users = new ArrayList<>();
    before.stream().forEach(users::add);
    users.sort((a, b) -> a.user().username().compareTo(b.user().username()));
    int damage = 0;
    for (UserRecord stored : users) {
      switch (random.nextInt(6)) {
        case 0 -> damage++;
        case 1 -> {
          ResourceKind kind = KINDS.get(random.nextInt(KINDS.size()));
          after.insert(Records.forgotten(stored, kind));
          damage++;
        }
        default -> after.insert(stored);
      }
    }
    return damage;
  }
}
