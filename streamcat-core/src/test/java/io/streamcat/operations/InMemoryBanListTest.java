package io.streamcat.operations;

class InMemoryBanListTest extends BanListContract {

  private final BanList list = BanList.inMemory();

  @Override
  protected BanList list() {
    return list;
  }
}
