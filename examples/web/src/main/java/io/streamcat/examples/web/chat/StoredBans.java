package io.streamcat.examples.web.chat;

import io.streamcat.live.Ban;
import io.streamcat.live.BanList;
import io.streamcat.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The ban list StreamCat reads before it issues a token, in the site's own table. */
@Component
class StoredBans implements BanList {

  private static final String SELECT =
      "select viewer_id, reason, banned_at from site_ban where owner_id = ?";

  private final JdbcClient jdbc;

  StoredBans(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Ban> find(UserId owner, String viewerId) {
    return jdbc.sql(SELECT + " and viewer_id = ?")
        .params(owner.value(), viewerId)
        .query(StoredBans::ban)
        .optional();
  }

  @Override
  public List<Ban> list(UserId owner) {
    return jdbc.sql(SELECT + " order by banned_at, viewer_id")
        .param(owner.value())
        .query(StoredBans::ban)
        .list();
  }

  private static Ban ban(ResultSet row, int number) throws SQLException {
    return new Ban(
        row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant());
  }

  @Override
  @Transactional
  public void add(UserId owner, Ban ban) {
    remove(owner, ban.viewerId());
    jdbc.sql(
            "insert into site_ban (owner_id, viewer_id, reason, banned_at)"
                + " values (:owner, :viewer, :reason, :since)")
        .param("owner", owner.value())
        .param("viewer", ban.viewerId())
        .param("reason", ban.reason(), Types.VARCHAR)
        .param("since", ban.since().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public boolean remove(UserId owner, String viewerId) {
    return jdbc.sql("delete from site_ban where owner_id = ? and viewer_id = ?")
            .params(owner.value(), viewerId)
            .update()
        > 0;
  }
}
