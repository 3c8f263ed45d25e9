package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelService;
import io.streamcat.emulator.FaultRule;
import io.streamcat.testing.Guarantee;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Guarantee("EXAMPLE-03")
class StreamKeyTest extends SiteTest {

  private static final String REVEAL = "/dashboard/stream-key";
  private static final String ROTATE = "/dashboard/stream-key/rotate";

  @Autowired private ChannelService channels;
  @Autowired private DataSource database;

  @Test
  void streamKey_beforeReveal_isOnNoPageAndNeverCached() {
    Page dashboard = visitor.register("hidden");

    Page revealed = visitor.submit(dashboard, REVEAL, Map.of());

    assertThat(dashboard.streamKeys()).isEmpty();
    assertThat(revealed.streamKeys()).containsExactly(keyOf("hidden"));
    assertThat(revealed.header("Cache-Control")).contains("no-store");
    assertThat(visitor.get("/dashboard").streamKeys()).isEmpty();
    assertThat(visitor.get(REVEAL).location()).isEqualTo("/dashboard");
  }

  @Test
  void streamKey_registeredUser_isNotInDatabase() throws SQLException {
    visitor.register("unstored");

    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select arn, stream_key from streamcat_channel")) {
      assertThat(rows.next()).isTrue();
      do {
        assertThat(rows.getString("stream_key")).as(rows.getString("arn")).isNull();
      } while (rows.next());
    }
  }

  @Test
  void rotate_offline_createsNewKey() {
    Page dashboard = visitor.register("rotating");
    String before = keyOf("rotating");

    Page page = visitor.submit(dashboard, ROTATE, Map.of());

    assertThat(page.location()).isEqualTo("/dashboard");
    assertThat(visitor.get("/dashboard").body()).contains("You have a new stream key");
    assertThat(keyOf("rotating")).isNotEqualTo(before);
  }

  @Test
  void rotate_whileLive_asksForConfirmation() {
    Page dashboard = visitor.register("on-air");
    String arn = users.findByUsername("on-air").orElseThrow().channel().arn();
    String before = keyOf("on-air");
    emulator.startStream(arn);

    Page question = visitor.submit(dashboard, ROTATE, Map.of());

    assertThat(question.body()).contains("You are live", "End broadcast and change key");
    assertThat(channels.isLive(arn)).isTrue();
    assertThat(keyOf("on-air")).isEqualTo(before);

    Page page = visitor.submit(question, ROTATE, Map.of());

    assertThat(page.location()).isEqualTo("/dashboard");
    assertThat(channels.isLive(arn)).isFalse();
    assertThat(keyOf("on-air")).isNotEqualTo(before);
  }

  @Test
  void rotate_awsFails_showsMessageAndIsCompletedByRecovery() {
    Page dashboard = visitor.register("half-way");
    String before = keyOf("half-way");
    emulator.faults().add(FaultRule.error("CreateStreamKey", "AccessDeniedException").times(0));

    visitor.submit(dashboard, ROTATE, Map.of());

    assertThat(visitor.get("/dashboard").body()).contains("in the background");
    emulator.faults().clear();
    finish("half-way");
    assertThat(keyOf("half-way")).isNotEqualTo(before);
  }

  @Test
  void copy_withoutReveal_returnsOnlyTheKey() {
    Page dashboard = visitor.register("copied");

    Page copy = visitor.submit(dashboard, REVEAL + "/copy", Map.of());

    assertThat(copy.body()).isEqualTo(keyOf("copied"));
    assertThat(copy.header("Content-Type")).startsWith("text/plain");
    assertThat(copy.header("Cache-Control")).contains("no-store");
    assertThat(visitor.post(REVEAL + "/copy", Map.of()).status()).isEqualTo(403);
  }

  @Test
  void reveal_awsFails_showsMessage() {
    Page dashboard = visitor.register("no-key");
    emulator.faults().add(FaultRule.error("GetStreamKey", "AccessDeniedException").times(0));

    Page page = visitor.submit(dashboard, REVEAL, Map.of());

    assertThat(page.body()).contains("is not available at the moment", "Broadcast");
    assertThat(page.streamKeys()).isEmpty();
  }

  private String keyOf(String username) {
    String arn = users.findByUsername(username).orElseThrow().channel().arn();
    return channels.get(arn).orElseThrow().streamKey().value().reveal();
  }
}
