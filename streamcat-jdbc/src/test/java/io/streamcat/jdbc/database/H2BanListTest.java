package io.streamcat.jdbc.database;

import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.operations.BanList;
import io.streamcat.operations.BanListContract;

class H2BanListTest extends BanListContract {

  private final BanList list = JdbcBanList.create(TestDatabase.H2.empty());

  @Override
  protected BanList list() {
    return list;
  }
}
