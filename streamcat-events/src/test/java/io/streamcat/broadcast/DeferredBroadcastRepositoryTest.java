package io.streamcat.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.InterceptingProxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeferredBroadcastRepositoryTest extends BroadcastRepositoryContract {

  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final AtomicInteger asked = new AtomicInteger();
  private final BroadcastRepository repository =
      BroadcastRepository.deferred(
          () -> {
            asked.incrementAndGet();
            return store;
          });

  @Override
  protected BroadcastRepository repository() {
    return repository;
  }

  @Test
  void deferred_beforeTheFirstCall_doesNotAskForTheRepository() {
    assertThat(asked).hasValue(0);
    assertThat(repository.countDeadNotifications()).isZero();
    assertThat(asked).hasValue(1);
  }

  @Test
  void isTransactionActive_anyRepository_isThatOfTheRepository() {
    BroadcastRepository transactional =
        InterceptingProxy.after(
            BroadcastRepository.class, store, "isTransactionActive", active -> true);

    assertThat(repository.isTransactionActive()).isFalse();
    assertThat(BroadcastRepository.deferred(() -> transactional).isTransactionActive()).isTrue();
  }
}
