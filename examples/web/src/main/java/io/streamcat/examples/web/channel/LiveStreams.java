package io.streamcat.examples.web.channel;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.user.User;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Tells whether channels are live, without asking AWS each time someone looks: AWS allows few calls
 * a second, and a page does not wait for it longer than a moment.
 */
@Component
public class LiveStreams {

  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final AsyncLoadingCache<String, Boolean> live;

  LiveStreams(ChannelService channels, TaskExecutor executor) {
    live =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .executor(executor)
            .buildAsync(channels::isLive);
  }

  /**
   * Tells whether a user's channel is live, as of 10 seconds ago or less.
   *
   * @param user the user
   * @return false also if the user has no channel, or if it could not be found out at once
   */
  public boolean isLive(User user) {
    Channel channel = user.channel();
    if (channel == null) {
      return false;
    }
    // A copy: the answer that comes too late is still good for the next one who asks.
    return live.get(channel.arn())
        .copy()
        .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              log.warn("Whether {} is live is not known: {}", channel.arn(), failure.getMessage());
              return false;
            })
        .join();
  }
}
