package io.streamcat.jdbc.golden;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.STAGE;
import static io.streamcat.broadcast.SampleBroadcasts.everything;
import static io.streamcat.broadcast.SampleBroadcasts.published;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.resumed;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.tied;
import static io.streamcat.broadcast.SampleBroadcasts.unpublished;
import static io.streamcat.broadcast.SampleBroadcasts.verified;
import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.broadcast.Publication;
import io.streamcat.channel.Channel;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.operations.Ban;
import io.streamcat.operations.BanList;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases and state files of every released version, which this version has to read and finish.
 * With {@code -Dstreamcat.golden.write=true} those of this version are rewritten;
 * docs/contributing/testing.md says when.
 */
@Guarantee("STORE-13")
class GoldenFilesTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final String THIS_VERSION = "0.1";
  private static final String DATABASE = "database.sql";
  private static final String STATE = "emulator.jsonl";

  private static final List<Broadcast> BROADCASTS =
      List.of(
          everything("st-everything"),
          recorded("st-recorded", NOW),
          started("st-started", NOW),
          verified("st-verified", NOW));
  private static final List<Publication> PUBLICATIONS =
      List.of(
          published("p-publishing", NOW),
          tied("p-resumed", NOW).merge(resumed("p-resumed", NOW)),
          unpublished("p-ended", NOW));
  private static final List<Ban> BANS =
      List.of(new Ban("guest-1", "spam", NOW, null), new Ban("guest-2", null, NOW, MUCH_LATER));

  @TempDir private Path temporary;

  @BeforeAll
  static void writeOnRequest() throws Exception {
    if (Boolean.getBoolean("streamcat.golden.write")) {
      Path folder = Files.createDirectories(FOLDER.resolve(THIS_VERSION));
      Files.deleteIfExists(folder.resolve(STATE));
      try (GoldenDatabase database = GoldenDatabase.create(TestDatabase.H2)) {
        try (EmulatedAws aws = emulator(folder)) {
          new HalfFinishedUsers(aws, database.users()).create();
        }
        BanList bans = JdbcBanList.create(database.dataSource());
        BANS.forEach(ban -> bans.add(UserId.of("complete"), ban));
        broadcasts(database).merge(BROADCASTS, PUBLICATIONS, LATER);
        database.write(folder.resolve(DATABASE));
      }
      Files.delete(folder.resolve(STATE + ".lock"));
    }
  }

  private static EmulatedAws emulator(Path folder) {
    return new EmulatedAws(IvsEmulator.builder().state(folder.resolve(STATE)));
  }

  private static BroadcastRepository broadcasts(GoldenDatabase database) {
    return JdbcBroadcastRepository.create(database.dataSource());
  }

  private static Stream<Arguments> filesAndDatabases() throws IOException {
    try (Stream<Path> versions = Files.list(FOLDER)) {
      return versions
          .sorted()
          .flatMap(
              version ->
                  Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL)
                      .map(database -> Arguments.of(version, database)))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("filesAndDatabases")
  void recovery_usersOfAnEarlierVersion_areFinished(Path version, TestDatabase kind)
      throws Exception {
    Files.copy(version.resolve(STATE), temporary.resolve(STATE));
    try (GoldenDatabase database = GoldenDatabase.load(kind, version.resolve(DATABASE));
        EmulatedAws aws = emulator(temporary);
        StreamCat streamcat =
            aws.streamCat()
                .storage(s -> s.users(database.users()))
                .users(u -> u.failurePolicy(FailurePolicy.RESUME))
                .executor(Runnable::run)
                .build()) {
      UserRepository users = database.users();
      List<UserRecord> before = users.stream().toList();
      assertThat(before).hasSizeGreaterThan(40).anyMatch(record -> record.lease() != null);

      recover(aws, streamcat);

      assertThat(users.stream())
          .extracting(UserRecord::label)
          .containsExactlyInAnyOrderElementsOf(
              before.stream()
                  .filter(record -> record.state() != UserState.DEPROVISIONING)
                  .map(UserRecord::label)
                  .toList());
      assertThat(users.stream())
          .allSatisfy(record -> assertThat(record.pending().list()).as(record.label()).isEmpty())
          .allSatisfy(record -> assertThat(record.lease()).as(record.label()).isNull());
      List<User> kept =
          users.stream()
              .map(UserRecord::user)
              .filter(user -> user.state() != UserState.REMOVED)
              .toList();
      List<User> active =
          kept.stream().filter(user -> !user.id().value().equals("suspended")).toList();
      assertThat(active).hasSize(kept.size() - 1).allMatch(u -> u.state() == UserState.ACTIVE);
      Invariants.nothingBeyond(aws, kept, "after recovery");
      Invariants.oneStreamKeyEach(aws, active);
      assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
      for (User user : active) {
        Channel channel = user.channel();
        assertThat(streamcat.channelService().get(channel.arn())).contains(channel);
      }
    }
  }

  /** Runs recovery until nothing is pending, and ends the streams for which changes wait. */
  private static void recover(EmulatedAws aws, StreamCat streamcat) {
    aws.time().advance(Duration.ofDays(30));
    RecoveryReport first = streamcat.recovery().run();
    assertThat(first.failed()).isEmpty();
    assertThat(first.waiting()).isNotEmpty();
    for (UserId waiting : first.waiting()) {
      User user = streamcat.users().find(waiting).orElseThrow();
      aws.emulator().stopStream(user.channel().arn());
    }
    RecoveryReport second = aws.recover(streamcat);
    assertThat(second.failed()).isEmpty();
    assertThat(second.waiting()).isEmpty();
    assertThat(aws.recover(streamcat).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("filesAndDatabases")
  void read_rowsOfAnEarlierVersion_haveTheirValues(Path version, TestDatabase kind)
      throws Exception {
    Files.copy(version.resolve(STATE), temporary.resolve(STATE));
    try (GoldenDatabase database = GoldenDatabase.load(kind, version.resolve(DATABASE));
        EmulatedAws aws = emulator(temporary);
        StreamCat streamcat = aws.streamCat().storage(s -> s.users(database.users())).build()) {
      User complete = streamcat.users().findByUsername("complete").orElseThrow();

      assertThat(streamcat.passwords().authenticate("complete", PASSWORD)).isPresent();
      assertThat(streamcat.users().findByUsername("suspended").orElseThrow().suspension())
          .satisfies(s -> assertThat(s.reason()).isEqualTo("showed a film; \u00e9"))
          .satisfies(s -> assertThat(s.until()).isEqualTo(s.at().plus(Duration.ofDays(10_000))));
      assertThat(
              streamcat
                  .users()
                  .provision(NewUser.of("complete", PASSWORD).withIdempotencyKey("form-4711"))
                  .id())
          .isEqualTo(complete.id());
      assertThat(JdbcBanList.create(database.dataSource()).list(UserId.of("complete"), NOW))
          .containsExactlyInAnyOrderElementsOf(BANS);
      for (Broadcast broadcast : BROADCASTS) {
        assertThat(broadcasts(database).find(broadcast.streamId())).contains(broadcast);
      }
      assertThat(broadcasts(database).publishing(STAGE))
          .containsExactly(PUBLICATIONS.get(0), PUBLICATIONS.get(1));
      assertThat(broadcasts(database).claimNotifications(LATER, MUCH_LATER, 10))
          .extracting(PendingNotification::streamId)
          .containsExactlyInAnyOrder("st-everything", "st-recorded", "st-started");
    }
  }
}
