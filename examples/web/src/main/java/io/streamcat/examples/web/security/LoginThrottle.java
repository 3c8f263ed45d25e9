package io.streamcat.examples.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Limits how many passwords can be guessed.
 *
 * <p>An attempt is counted before the password is looked at, so that many at once do not slip
 * through, and taken back if the password was right. Names are counted whether they exist or not:
 * being locked out tells nothing. It counts on this server only; behind several, the limits add up.
 */
@Component
public class LoginThrottle {

  static final Duration WINDOW = Duration.ofMinutes(15);

  /** For one name from one address: who mistypes, or guesses one person's password. */
  static final int PER_NAME_AND_ADDRESS = 5;

  /** For one address: who tries one password with many names. Offices share an address. */
  static final int PER_ADDRESS = 50;

  /** For one name: who guesses from many addresses. NIST SP 800-63B allows no more than 100. */
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
   * @param address where it comes from
   * @throws TooManyAttemptsException if the password must not be looked at
   */
  void attempt(String username, String address) {
    // Each is counted, also when another one is exhausted already.
    boolean pair = count(pairKey(username, address)) > PER_NAME_AND_ADDRESS;
    boolean from = count(addressKey(address)) > PER_ADDRESS;
    boolean name = count(nameKey(username)) > PER_NAME;
    if (pair || from || name) {
      throw new TooManyAttemptsException(WINDOW);
    }
  }

  /**
   * Takes an attempt back, since the password was right.
   *
   * @param username the name as typed
   * @param address where it came from
   */
  void succeeded(String username, String address) {
    attempts.invalidate(pairKey(username, address));
    takeBack(addressKey(address));
    takeBack(nameKey(username));
  }

  /**
   * Takes an attempt back, since the password was not looked at.
   *
   * @param username the name as typed
   * @param address where it came from
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
    // No name is longer, and what is not a name shall not fill the memory.
    String most = username.substring(0, Math.min(username.length(), 128));
    return "name " + User.usernameKey(most);
  }
}
