package io.streamcat.jdbc;

import io.streamcat.operations.BanList;
import io.streamcat.operations.BanListContract;

class PostgreSqlBanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.POSTGRESQL.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
