package io.streamcat.examples.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * A limit on the guessing of passwords.
 *
 * <p>An attempt is counted before the password is checked, so that parallel attempts do not slip
 * through, and is uncounted if the password was correct. Unknown names are counted, too, so a
 * lockout does not reveal whether a name exists. The counters are local to the server: with several
 * servers the limits add up.
 */
@Component
public class LoginThrottle {

  static final Duration WINDOW = Duration.ofMinutes(15);

  /** The limit per name and address: for typing errors, or guesses at one user's password. */
  static final int PER_NAME_AND_ADDRESS = 5;

  /** The limit per address: for one password tried with many names. Offices share an address. */
  static final int PER_ADDRESS = 50;

  /** The limit per name: for guesses from many addresses. NIST SP 800-63B allows at most 100. */
  static final int PER_NAME = 100;

  private final Cache<String, AtomicInteger> attempts;

  LoginThrottle() {
    this(Ticker.systemTicker());
  }

  LoginThrottle(Ticker ticker) {
    attempts =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(WINDOW).maximumSize(100_000).build();
  }

  /**
   * Counts an attempt.
   *
   * @param username the name as typed
   * @param address the address of the client
   * @throws TooManyAttemptsException if the password must not be checked
   */
  void attempt(String username, String address) {
    // Each limit counts, even if another one is already exceeded.
    boolean pair = count(pairKey(username, address)) > PER_NAME_AND_ADDRESS;
    boolean from = count(addressKey(address)) > PER_ADDRESS;
    boolean name = count(nameKey(username)) > PER_NAME;
    if (pair || from || name) {
      throw new TooManyAttemptsException(WINDOW);
    }
  }

  /**
   * Uncounts an attempt whose password was correct.
   *
   * @param username the name as typed
   * @param address the address of the client
   */
  void succeeded(String username, String address) {
    attempts.invalidate(pairKey(username, address));
    takeBack(addressKey(address));
    takeBack(nameKey(username));
  }

  /**
   * Uncounts an attempt whose password was not checked.
   *
   * @param username the name as typed
   * @param address the address of the client
   */
  void withdraw(String username, String address) {
    takeBack(pairKey(username, address));
    takeBack(addressKey(address));
    takeBack(nameKey(username));
  }

  private int count(String key) {
    return attempts.get(key, unused -> new AtomicInteger()).incrementAndGet();
  }

  private void takeBack(String key) {
    AtomicInteger count = attempts.getIfPresent(key);
    if (count != null) {
      count.decrementAndGet();
    }
  }

  private static String pairKey(String username, String address) {
    return "pair " + address + ' ' + nameKey(username);
  }

  private static String addressKey(String address) {
    return "address " + address;
  }

  private static String nameKey(String username) {
    // Longer than any valid name, so that invalid ones cannot fill the memory.
    String most = username.substring(0, Math.min(username.length(), 128));
    return "name " + User.usernameKey(most);
  }
}
