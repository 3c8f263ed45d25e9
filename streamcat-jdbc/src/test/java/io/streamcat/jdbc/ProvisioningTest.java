package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.Channel;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.RemovalPolicy;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Servers that share a database, which must create exactly one of each resource. */
@Guarantee("LEASE-11")
class ProvisioningTest {

  private static final String PASSWORD = "correct horse battery staple";

  private final IvsEmulator emulator = IvsEmulator.start();
  private final ExecutorService threads = Executors.newFixedThreadPool(16);

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    emulator.close();
  }

  private StreamCatBuilder server(JdbcUserRepository users) {
    return StreamCat.builder()
        .aws(a -> a.region(Region.US_EAST_1))
        .users(u -> u.namespace("test"))
        .aws(
            a ->
                a.credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("test", "test")))
                    .endpointOverride(emulator.endpoint())
                    .consistencyWindow(Duration.ofMillis(100)))
        .users(u -> u.passwordHasher(PasswordHasher.argon2id(8, 1)))
        .storage(s -> s.users(users));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void provision_twoServersAndSharedNames_createsExactlyOneOfEach(TestDatabase database)
      throws Exception {
    JdbcUserRepository users = JdbcUserRepository.create(database.empty());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      names.add(i % 8 == 0 ? "wanted-" + i % 3 : "user-" + i);
    }
    int taken = 0;
    try (StreamCat one = server(users).build();
        StreamCat other = server(JdbcUserRepository.create(database.dataSource())).build()) {
      List<Future<User>> results = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        StreamCat server = i % 2 == 0 ? one : other;
        NewUser newUser = NewUser.of(names.get(i), PASSWORD);
        results.add(threads.submit(() -> server.users().provision(newUser)));
      }
      for (Future<User> result : results) {
        try {
          result.get();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(DuplicateUserException.class);
          taken++;
        }
      }
    }
    long distinct = names.stream().distinct().count();
    assertThat(taken).isEqualTo(names.size() - distinct);
    exactlyOneOfEach(users, distinct);
  }

  private static Stream<Arguments> databasesAndStorages() {
    return databases()
        .flatMap(
            database ->
                Stream.of(StreamKeyStorage.notStored(), StreamKeyStorage.encrypted(TestKeys.KEYS))
                    .map(storage -> Arguments.of(database, storage)));
  }

  @ParameterizedTest
  @MethodSource("databasesAndStorages")
  void rotateStreamKey_everyStorage_returnsTheKeyAndStoresItAccordingly(
      TestDatabase database, StreamKeyStorage storage) {
    JdbcUserRepository users =
        JdbcUserRepository.builder(database.empty()).streamKeys(storage).build();
    try (StreamCat streamcat = server(users).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

      Channel rotated =
          Objects.requireNonNull(streamcat.users().rotateStreamKey(todd.id()).channel());

      assertThat(rotated.streamKey()).isNotEqualTo(todd.channel().streamKey());
      assertThat(streamcat.channelService().get(rotated.arn()).orElseThrow().streamKey())
          .isEqualTo(rotated.streamKey());
      assertThat(users.findById(todd.id()).orElseThrow().resources().channel().streamKey())
          .isEqualTo(storage == StreamKeyStorage.notStored() ? null : rotated.streamKey());
      exactlyOneOfEach(users, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void recovery_twoServersAtOnce_completesEachUserOnce(TestDatabase database) throws Exception {
    JdbcUserRepository users = JdbcUserRepository.create(database.empty());
    // After the pause that follows a failed attempt.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (StreamCat failing =
            server(users).users(u -> u.failurePolicy(FailurePolicy.RESUME)).build();
        StreamCat one =
            server(users).users(u -> u.failurePolicy(FailurePolicy.RESUME)).clock(later).build();
        StreamCat other =
            server(users).users(u -> u.failurePolicy(FailurePolicy.RESUME)).clock(later).build()) {
      emulator
          .faults()
          .add(FaultRule.error("CreateStage", "ServiceQuotaExceededException").times(0));
      for (int i = 0; i < 12; i++) {
        NewUser newUser = NewUser.of("user-" + i, PASSWORD);
        assertThatExceptionOfType(StreamCatException.class)
            .isThrownBy(() -> failing.users().provision(newUser));
      }
      emulator.faults().clear();

      Future<Integer> first = threads.submit(() -> one.recovery().run().completed().size());
      Future<Integer> second = threads.submit(() -> other.recovery().run().completed().size());

      assertThat(first.get() + second.get()).isEqualTo(12);
    }
    exactlyOneOfEach(users, 12);
  }

  @Test
  void registration_onPostgreSql_takesTwoRoundTrips() {
    RecordedConnections connections = new RecordedConnections(TestDatabase.POSTGRESQL.empty());
    JdbcUserRepository users = JdbcUserRepository.builder(connections).build();
    try (StreamCat streamcat = server(users).build()) {
      connections.clear();

      streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThat(connections.calls()).containsExactly("execute", "execute");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void user_wholeLifecycle_succeeds(TestDatabase database) {
    JdbcUserRepository users = JdbcUserRepository.create(database.empty());
    try (StreamCat streamcat =
        server(users).users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE)).build()) {
      NewUser form = NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711");
      User todd = streamcat.users().provision(form);
      assertThat(streamcat.users().provision(form).id()).isEqualTo(todd.id());
      assertThat(streamcat.passwords().authenticate("TODD", PASSWORD)).isPresent();
      assertThat(streamcat.users().findByResource(Objects.requireNonNull(todd.stage()).arn()))
          .map(User::id)
          .contains(todd.id());

      streamcat.users().deprovision(todd.id());

      assertThat(streamcat.users().find(todd.id()).map(User::state)).contains(UserState.REMOVED);
      assertThat(emulator.resources()).isEmpty();
      assertThat(streamcat.users().provision(form).id()).isNotEqualTo(todd.id());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void reconciliation_repairsBothSides(TestDatabase database) {
    JdbcUserRepository users = JdbcUserRepository.create(database.empty());
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
    try (StreamCat streamcat = server(users).build();
        StreamCat tomorrow = server(users).clock(later).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
      User bob = streamcat.users().provision(NewUser.of("bob", PASSWORD));
      streamcat.channelService().delete(Objects.requireNonNull(todd.channel()).arn());
      UserRecord complete = users.findById(ann.id()).orElseThrow();
      Instant now = Instant.now();
      UserRecord lacking = complete.lost(ResourceKind.STAGE, now, now).written("test");
      assertThat(users.update(complete, lacking)).isTrue();
      database.execute("DELETE FROM streamcat_user WHERE user_id = '" + bob.id() + "'");

      ReconciliationPlan plan = tomorrow.reconciler().plan();
      assertThat(plan.findings())
          .extracting(Finding::type)
          .containsExactly(
              Finding.Type.ADOPTABLE,
              Finding.Type.MISSING,
              Finding.Type.ORPHANED,
              Finding.Type.ORPHANED,
              Finding.Type.ORPHANED);
      assertThat(tomorrow.reconciler().apply(plan, 3).done()).hasSize(5);

      assertThat(tomorrow.reconciler().planWithDrift().findings()).isEmpty();
    }
    exactlyOneOfEach(users, 2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ensureAndForgo_resources_areCreatedAndDeleted(TestDatabase database) {
    JdbcUserRepository users = JdbcUserRepository.create(database.empty());
    try (StreamCat streamcat =
        server(users).users(u -> u.createAtRegistration(Set.of(ResourceKind.CHAT_ROOM))).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      emulator.faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(todd.id()));
      assertThat(users.findById(todd.id()).orElseThrow().isComplete()).isTrue();

      streamcat.users().ensureChannel(todd.id());
      streamcat.users().ensureStage(todd.id());
    }
    exactlyOneOfEach(users, 1);
  }

  private void exactlyOneOfEach(JdbcUserRepository users, long count) {
    List<UserRecord> stored = users.stream().toList();
    assertThat(stored).hasSize((int) count);
    for (ResourceKind kind : ResourceKind.values()) {
      assertThat(emulator.resources())
          .filteredOn(resource -> ResourceKind.ofArn(resource.arn()).equals(Optional.of(kind)))
          .extracting(EmulatedResource::arn)
          .containsExactlyInAnyOrderElementsOf(
              stored.stream()
                  .map(user -> Objects.requireNonNull(user.resources().get(kind)).arn())
                  .toList());
    }
    assertThat(stored)
        .allSatisfy(user -> assertThat(user.state()).isEqualTo(UserState.ACTIVE))
        .allSatisfy(user -> assertThat(user.lease()).isNull())
        .allSatisfy(
            user ->
                assertThat(user.resources().kinds())
                    .containsExactlyInAnyOrderElementsOf(Arrays.asList(ResourceKind.values())))
        .extracting(UserRecord::id)
        .doesNotHaveDuplicates();
  }
}
