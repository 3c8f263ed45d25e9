package io.streamcat.examples.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A limit on the guessing of passwords.
 *
 * <p>An attempt is counted before the password is checked, so that parallel attempts do not slip
 * through, and is uncounted if the password was correct. A rejected attempt counts for nothing:
 * otherwise one address could lock any account for everyone. Unknown names are counted, too, so a
 * lockout does not reveal whether a name exists. The counters are local to the server: with several
 * servers the limits add up.
 */
@Component
public class LoginThrottle {

  static final Duration WINDOW = Duration.ofMinutes(15);

  /** The limit per browser that has logged in before, for its user; no other limit applies. */
  static final int PER_BROWSER = 10;

  /** The limit per name and address: for typing errors, or guesses at one user's password. */
  static final int PER_NAME_AND_ADDRESS = 5;

  /** The limit per address: for one password tried with many names. Offices share an address. */
  static final int PER_ADDRESS = 50;

  /** The limit per name: for guesses from many addresses. NIST SP 800-63B allows at most 100. */
  static final int PER_NAME = 100;

  /**
   * The most counters. Only attempts that cost a password hash add some, so that filling the cache
   * takes longer than the window.
   */
  private static final int MOST = 100_000;

  private final Cache<String, Count> counts;

  LoginThrottle() {
    this(Ticker.systemTicker());
  }

  LoginThrottle(Ticker ticker) {
    counts =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(WINDOW).maximumSize(MOST).build();
  }

  /** A count of attempts, guarded by the throttle. */
  private static final class Count {
    private int attempts;
    private boolean reported;
  }

  /**
   * A limit that applies to an attempt.
   *
   * @param name the name of the limit, for the log
   * @param key the key of its counter
   * @param most the most attempts
   * @param resets whether a correct password clears the counter
   */
  private record Limit(String name, String key, int most, boolean resets) {}

  /**
   * Counts an attempt.
   *
   * @param username the name as typed
   * @param client the origin of the attempt
   * @throws TooManyAttemptsException if the password must not be checked; nothing was counted
   */
  synchronized void attempt(String username, Client client) {
    List<Limit> limits = limits(username, client);
    for (Limit limit : limits) {
      Count count = counts.getIfPresent(limit.key());
      if (count != null && count.attempts >= limit.most()) {
        throw new TooManyAttemptsException(WINDOW);
      }
    }
    for (Limit limit : limits) {
      counts.get(limit.key(), unused -> new Count()).attempts++;
    }
  }

  /**
   * Uncounts an attempt whose password was correct.
   *
   * @param username the name as typed
   * @param client the origin of the attempt
   */
  synchronized void succeeded(String username, Client client) {
    for (Limit limit : limits(username, client)) {
      if (limit.resets()) {
        counts.invalidate(limit.key());
      } else {
        takeBack(limit);
      }
    }
  }

  /**
   * Uncounts an attempt whose password was not checked.
   *
   * @param username the name as typed
   * @param client the origin of the attempt
   */
  synchronized void withdraw(String username, Client client) {
    limits(username, client).forEach(this::takeBack);
  }

  /**
   * Returns the limits that an attempt with a wrong password has reached, each only once.
   *
   * @param username the name as typed
   * @param client the origin of the attempt
   * @return the names of the limits, usually none
   */
  synchronized List<String> failed(String username, Client client) {
    List<String> reached = new ArrayList<>();
    for (Limit limit : limits(username, client)) {
      Count count = counts.getIfPresent(limit.key());
      if (count != null && count.attempts >= limit.most() && !count.reported) {
        count.reported = true;
        reached.add(limit.name());
      }
    }
    return reached;
  }

  /** Returns the number of counters, for tests. */
  long size() {
    counts.cleanUp();
    return counts.estimatedSize();
  }

  private void takeBack(Limit limit) {
    Count count = counts.getIfPresent(limit.key());
    if (count != null) {
      count.attempts--;
    }
  }

  private static List<Limit> limits(String username, Client client) {
    // Longer than any valid name, so that invalid ones cannot fill the memory.
    String name = User.usernameKey(username.substring(0, Math.min(username.length(), 128)));
    String browser = client.browser();
    if (browser != null && browser.startsWith(KnownBrowsers.mark(name))) {
      return List.of(new Limit("browser", "browser " + browser, PER_BROWSER, true));
    }
    String pair = "pair " + client.network() + ' ' + name;
    return List.of(
        new Limit("name and address", pair, PER_NAME_AND_ADDRESS, true),
        new Limit("address", "address " + client.network(), PER_ADDRESS, false),
        new Limit("name", "name " + name, PER_NAME, false));
  }
}
