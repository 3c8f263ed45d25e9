package io.streamcat.examples.web.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A limit on registrations from one address: each creates resources that count towards the quotas
 * of the AWS account. The counters are local to the server.
 */
@Component
class RegistrationLimit {

  static final Duration WINDOW = Duration.ofHours(1);

  private static final int MOST_ADDRESSES = 100_000;

  private final int most;
  private final Cache<String, AtomicInteger> counts;

  @Autowired
  RegistrationLimit(@Value("${site.registration.per-address-and-hour}") int most) {
    this(most, Ticker.systemTicker());
  }

  RegistrationLimit(int most, Ticker ticker) {
    this.most = most;
    this.counts =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(WINDOW)
            .maximumSize(MOST_ADDRESSES)
            .build();
  }

  /**
   * Counts a registration.
   *
   * @param network the network of the client
   * @return false if there were too many
   */
  boolean admits(String network) {
    return counts.get(network, unused -> new AtomicInteger()).incrementAndGet() <= most;
  }
}
