package io.streamcat.testing;

import io.streamcat.exception.StorageException;
import io.streamcat.repository.UserRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of which one call fails, or every call from one on, before or after its effect. */
public final class UnreliableStore {

  /** How calls fail. */
  public enum Failing {
    /** One call fails and has no effect. */
    ONCE_BEFORE,
    /** One call has its effect, and its acknowledgement is lost. */
    ONCE_AFTER,
    /** One call has its effect, its acknowledgement is lost, and the store stays away. */
    AWAY_AFTER,
    /** The store is away from one call on. */
    AWAY_BEFORE
  }

  private final Failing failing;
  private final int failingCall;
  private final AtomicInteger calls = new AtomicInteger();

  /** Fails at a call, counted from 1. */
  public UnreliableStore(Failing failing, int failingCall) {
    this.failing = failing;
    this.failingCall = failingCall;
  }

  /** Whether the call that fails was reached. */
  public boolean hasFailed() {
    return calls.get() >= failingCall;
  }

  /** The same store, reached unreliably. */
  public UserRepository of(UserRepository users) {
    return (UserRepository)
        Proxy.newProxyInstance(
            UserRepository.class.getClassLoader(),
            new Class<?>[] {UserRepository.class},
            (proxy, method, arguments) -> {
              boolean after = failing == Failing.ONCE_AFTER || failing == Failing.AWAY_AFTER;
              int call = method.getName().equals("storeId") ? 0 : calls.incrementAndGet();
              boolean away = failing == Failing.AWAY_AFTER || failing == Failing.AWAY_BEFORE;
              boolean first = call == failingCall;
              if ((first && !after) || (away && call > failingCall)) {
                throw new StorageException("the store is away", true, null);
              }
              try {
                Object result = method.invoke(users, arguments);
                if (first) {
                  throw new StorageException("the acknowledgement was lost", true, null);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
