package io.streamcat.jdbc;

import io.streamcat.live.BanList;
import io.streamcat.live.BanListContract;

class MariaDbBanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.MARIADB.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
