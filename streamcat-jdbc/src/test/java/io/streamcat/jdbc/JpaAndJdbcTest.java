package io.streamcat.jdbc;

import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.chatRoom;
import static io.streamcat.user.SampleUsers.stage;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users written by one repository are read by the other. */
class JpaAndJdbcTest {

  /** As a local time it does not exist in St. John's, where clocks went from 2:00 to 3:00. */
  private static final Instant SKIPPED = Instant.parse("2026-03-08T02:15:00.123456Z");

  private static final Instant BEFORE_1970 = Instant.parse("1969-12-31T23:59:59.999999Z");

  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void moveToNewfoundland() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
  }

  @AfterEach
  void moveBack() {
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void eachReads_whatTheOtherWrote(TestDatabase database) {
    JdbcUserRepository jdbc = jdbc(database);
    try (SessionFactory factory =
        JpaUnits.configuration(database, JpaUserRepository.managedClasses())
            .setProperty("hibernate.jdbc.time_zone", "Asia/Tokyo")
            .buildSessionFactory()) {
      JpaUserRepository jpa = JpaUnits.repository(factory);

      check(jdbc, jpa, sample("1"));
      check(jpa, jdbc, sample("2"));
      assertThat(jpa.stream()).containsExactlyElementsOf(jdbc.stream().toList());
    }
  }

  private static void check(UserRepository writer, UserRepository reader, StoredUser user) {
    UserId id = user.user().id();
    writer.insert(user);
    assertThat(reader.findById(id)).contains(user);
    assertThat(writer.findById(id)).contains(user);

    Lease lease = new Lease("claimer", SKIPPED.plusSeconds(600));
    assertThat(reader.claim(id, lease, SKIPPED.plusSeconds(59))).isEmpty();
    assertThat(reader.claim(id, lease, SKIPPED.plusSeconds(60))).contains(user);
    assertThat(writer.findById(id)).contains(user.with(lease, "Störung"));
  }

  private static StoredUser sample(String id) {
    StoredUser stored = user(id, "Tödd " + id, "key " + id);
    User user =
        new User(
            stored.user().id(),
            stored.user().username(),
            stored.user().state(),
            channel(id),
            chatRoom(id),
            stage(id),
            BEFORE_1970,
            SKIPPED);
    return stored.with(user).with(new Lease("worker", SKIPPED.plusSeconds(60)), "Störung");
  }

  @Test
  void resealStreamKeys_isDoneByEither() {
    SessionFactory factory = JpaUnits.of(TestDatabase.H2);
    JdbcUserRepository jdbc = jdbc(TestDatabase.H2);
    jdbc.insert(sample("1"));
    EncryptionKeys rotated = EncryptionKeys.of("k2", Map.of("k1", new byte[32], "k2", filled(2)));
    JpaUserRepository jpa =
        JpaUserRepository.builder(factory).streamKeys(StreamKeyStorage.encrypted(rotated)).build();

    assertThat(jpa.resealStreamKeys()).isEqualTo(1);
    assertThat(jpa.resealStreamKeys()).isZero();

    assertThat(jpa.findById(UserId.of("1"))).contains(sample("1"));
    assertThat(jdbc.findById(UserId.of("1")).orElseThrow().user().channel().streamKey()).isNull();
  }

  private static byte[] filled(int value) {
    byte[] key = new byte[32];
    key[0] = (byte) value;
    return key;
  }

  @Test
  void otherTableNames_areGivenByANamingStrategy() {
    ConnectionSource connections = ConnectionSource.of(TestDatabase.H2.dataSource());
    TableNames tables = new TableNames(null, "live_");
    StreamCatSchema.of(connections, tables).migrate();
    TestDatabase.H2.execute("DELETE FROM live_user");
    try (SessionFactory factory =
        JpaUnits.configuration(TestDatabase.H2, JpaUserRepository.managedClasses())
            .setPhysicalNamingStrategy(new LiveTables())
            .buildSessionFactory()) {

      JpaUnits.repository(factory).insert(sample("1"));
    }

    assertThat(
            JdbcUserRepository.builder(connections)
                .tables(tables)
                .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
                .build()
                .findById(UserId.of("1")))
        .contains(sample("1"));
  }

  private static final class LiveTables extends PhysicalNamingStrategyStandardImpl {
    private static final long serialVersionUID = 1L;

    @Override
    public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
      return Identifier.toIdentifier(name.getText().replace("streamcat_", "live_"));
    }
  }

  private static JdbcUserRepository jdbc(TestDatabase database) {
    return JdbcUserRepository.builder(database.empty())
        .streamKeys(StreamKeyStorage.encrypted(TestKeys.KEYS))
        .build();
  }

  static TestDatabase[] databases() {
    return new TestDatabase[] {
      TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB, TestDatabase.MYSQL_DRIVER
    };
  }
}
