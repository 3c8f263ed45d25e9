package io.streamcat.jdbc.database;

import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.operations.BanList;
import io.streamcat.operations.BanListContract;

class MariaDbBanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.MARIADB.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
