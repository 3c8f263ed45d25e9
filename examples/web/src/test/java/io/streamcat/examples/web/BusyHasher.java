package io.streamcat.examples.web;

import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.user.PasswordHash;

/** A hasher that tests can make busy. */
record BusyHasher(PasswordHasher delegate) implements PasswordHasher {

  private static volatile boolean isBusy;

  static void busy(boolean busy) {
    isBusy = busy;
  }

  private static void requireFree() {
    if (isBusy) {
      throw new PasswordHashingBusyException("simulated");
    }
  }

  @Override
  public PasswordHash hash(String password) {
    requireFree();
    return delegate.hash(password);
  }

  @Override
  public boolean verify(String password, PasswordHash hash) {
    requireFree();
    return delegate.verify(password, hash);
  }

  @Override
  public boolean canVerify(PasswordHash hash) {
    return delegate.canVerify(hash);
  }

  @Override
  public boolean needsRehash(PasswordHash hash) {
    return delegate.needsRehash(hash);
  }
}
