package io.streamcat.jdbc;

import io.streamcat.live.BanList;
import io.streamcat.live.BanListContract;

class MySqlDriverBanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.MYSQL_DRIVER.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
