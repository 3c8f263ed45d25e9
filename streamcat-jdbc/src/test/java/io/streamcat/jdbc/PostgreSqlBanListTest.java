package io.streamcat.jdbc;

import io.streamcat.live.BanList;
import io.streamcat.live.BanListContract;

class PostgreSqlBanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.POSTGRESQL.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
