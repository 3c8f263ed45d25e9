package io.streamcat.jdbc;

import io.streamcat.operations.BanList;
import io.streamcat.operations.BanListContract;

class MySqlDriverBanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.MYSQL_DRIVER.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
