package io.streamcat.jdbc;

import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.SampleBroadcasts;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StorageException;
import io.streamcat.operations.Ban;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 in its compatibility modes, and with settings that change names or comparisons. */
@Guarantee("STORE-14")
class H2SettingsTest {

  private static final String STAGE = "arn:aws:ivs:us-east-1:123456789012:stage/AbCdef1G2hij";

  private static DataSource fresh(String settings) {
    JdbcDataSource fresh = new JdbcDataSource();
    fresh.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;" + settings);
    return fresh;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MODE=REGULAR",
        "MODE=LEGACY",
        "MODE=PostgreSQL",
        "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
        "MODE=MySQL",
        "MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
        "MODE=MariaDB",
        "MODE=DB2",
        "MODE=HSQLDB",
        "IGNORECASE=TRUE",
        "MODE=MySQL;IGNORECASE=TRUE",
        "DATABASE_TO_UPPER=FALSE"
      })
  void repositories_anyMode_work(String settings) {
    DataSource dataSource = fresh(settings);
    StreamCatSchema.of(dataSource).migrate();
    StreamCatSchema.of(dataSource).check();
    users(dataSource);
    bans(dataSource);
    broadcasts(dataSource);
  }

  private static void users(DataSource dataSource) {
    JdbcUserRepository users =
        JdbcUserRepository.builder(dataSource).streamKeys(StreamKeyStorage.plainText()).build();
    UserRecord todd = SampleRecords.complete("a", "todd");
    users.insert(todd);
    users.insert(SampleRecords.complete("A", "ann"));

    assertThat(users.findById(UserId.of("a"))).contains(todd);
    assertThat(users.findByResource(todd.resources().stage().arn())).contains(todd);
    assertThat(users.page(null, 10)).hasSize(2);
    assertThat(users.counts(LATER).byState()).isNotEmpty();
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> users.insert(SampleRecords.active("b", "TODD")));
    UserRecord suspended = todd.anonymised(LATER).written("w");
    assertThat(users.update(todd, suspended)).isTrue();
    assertThat(users.delete(suspended)).isTrue();
  }

  private static void bans(DataSource dataSource) {
    JdbcBanList bans = JdbcBanList.create(dataSource);
    UserId owner = UserId.of("todd");
    bans.add(owner, new Ban("v", "spam", NOW, LATER));
    bans.add(owner, new Ban("v", null, NOW, null));

    assertThat(bans.find(owner, "v", NOW)).contains(new Ban("v", null, NOW, null));
    assertThat(bans.find(owner, "V", NOW)).isEmpty();
  }

  private static void broadcasts(DataSource dataSource) {
    JdbcBroadcastRepository broadcasts = JdbcBroadcastRepository.create(dataSource);
    Broadcast live = SampleBroadcasts.started("st-1", NOW);
    Publication publication = SampleBroadcasts.published("p1", NOW);
    broadcasts.merge(List.of(live), List.of(publication), NOW);
    broadcasts.merge(List.of(SampleBroadcasts.ended("st-1", LATER)), List.of(), NOW);

    assertThat(broadcasts.find("st-1")).contains(live.merge(SampleBroadcasts.ended("st-1", LATER)));
    assertThat(broadcasts.find("ST-1")).isEmpty();
    assertThat(broadcasts.publishing(STAGE)).containsExactly(publication);
    assertThat(broadcasts.undecided(NOW, publication, 10)).isEmpty();
    assertThat(broadcasts.forget(LATER.plusSeconds(1), 10)).isEqualTo(2);
  }

  /**
   * The modes without LIMIT, those in which a unique column can be null only once, and the one that
   * treats an empty text as null.
   */
  @ParameterizedTest
  @ValueSource(strings = {"STRICT", "MSSQLServer", "Derby", "Oracle"})
  void migrate_modeThatChangesTheTables_isRejected(String mode) {
    DataSource dataSource = fresh("MODE=" + mode);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> StreamCatSchema.of(dataSource).migrate())
        .withMessageContaining("H2 with MODE=" + mode + " is not supported");
  }
}
