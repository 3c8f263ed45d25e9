package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.operations.Ban;
import io.streamcat.operations.BanList;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Tests with the profile {@code postgres}, which stores users in a real PostgreSQL; among them the
 * attacks that concern what is stored.
 */
@Guarantee("EXAMPLE-13")
@OnPostgres
class PostgresTest extends StoredAttackTest {

  @Autowired private BanList bans;

  @Test
  void register_postgresProfile_storesUserInPostgres() throws SQLException {
    visitor.register("elephant");

    try (Connection connection =
            OnPostgres.Database.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select username, state from streamcat_user where username = 'elephant'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("elephant");
      assertThat(rows.getString(2)).isEqualToIgnoringCase("active");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void ban_postgresProfile_isStoredInPostgres() {
    UserId owner = UserId.of("owner");
    Ban ban = new Ban("viewer", null, Instant.parse("2026-11-23T12:00:00.123456Z"), null);

    bans.add(owner, new Ban("viewer", "spam", Instant.EPOCH, null));
    bans.add(owner, ban);

    assertThat(bans.find(owner, "viewer", Instant.now())).contains(ban);
    assertThat(bans.list(owner, Instant.now())).containsExactly(ban);
    assertThat(bans.remove(owner, "viewer")).isTrue();
    assertThat(bans.find(owner, "viewer", Instant.now())).isEmpty();
  }
}
