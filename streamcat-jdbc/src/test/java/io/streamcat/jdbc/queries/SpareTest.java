package io.streamcat.jdbc.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.TestKeys;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Registrations with spares in databases. */
@Guarantee({"SPARE-01", "SPARE-02"})
class SpareTest {

  private final EmulatedAws aws = new EmulatedAws();

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCatBuilder server(UserRepository users, int spares) {
    return aws.streamCat().storage(s -> s.users(users)).users(u -> u.spares(spares, spares));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void provision_spareIsReady_takesTwoRoundTripsAndNoCallOfAws(TestDatabase database) {
    RecordedConnections connections = new RecordedConnections(database.empty());
    UserRepository users =
        JdbcUserRepository.builder(connections)
            .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
            .build();
    try (StreamCat streamcat = server(users, 2).build()) {
      streamcat.recovery().run();
      streamcat.users().provision(NewUser.withId("first"));
      int requests = aws.emulator().requests().size();
      connections.clear();

      User todd =
          streamcat.users().provision(new NewUser(null, "todd", EmulatedAws.PASSWORD, "form-1"));

      assertThat(connections.calls()).containsExactly("execute", "execute");
      assertThat(aws.emulator().requests()).hasSize(requests);
      assertThat(users.findById(todd.id()).map(UserRecord::user)).contains(todd);
      streamcat.recovery().run();
      Invariants.exactlyOneOfEach(aws, streamcat.users().find(todd.id()).orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void provision_twoServersTakeTheSameSpares_eachUserGetsOne(TestDatabase database) {
    UserRepository users = JdbcUserRepository.create(database.empty());
    int count = 24;
    try (StreamCat one = server(users, count).build();
        StreamCat other = server(JdbcUserRepository.create(database.dataSource()), count).build()) {
      one.recovery().run();
      other.recovery().run();
      assertThat(aws.calls("CreateChannel")).isEqualTo(count);
      int requests = aws.emulator().requests().size();

      List<User> all =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      (i % 2 == 0 ? one : other)
                          .users()
                          .provisionAsync(NewUser.withId("user-" + i)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertThat(all).extracting(user -> user.channel().arn()).doesNotHaveDuplicates();
      assertThat(users.page(UserState.SPARE, null, count)).isEmpty();
      assertThat(aws.emulator().requests().size()).isEqualTo(requests);
    }
  }
}
