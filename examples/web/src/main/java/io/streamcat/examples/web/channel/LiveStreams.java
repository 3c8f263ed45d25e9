package io.streamcat.examples.web.channel;

import io.streamcat.channel.LiveStream;
import io.streamcat.error.AwsException;
import io.streamcat.live.UserChannels;
import io.streamcat.user.User;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells what is on, for pages that are shown whether AWS answers or not. */
@Component
public class LiveStreams {

  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

  private final UserChannels channels;

  LiveStreams(UserChannels channels) {
    this.channels = channels;
  }

  /**
   * Tells what a user broadcasts, as of a few seconds ago.
   *
   * @param user the user
   * @return empty also if the user has no channel, or if it cannot be found out
   */
  public Optional<LiveStream> find(User user) {
    if (user.channel() == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(channels.state(user.id()).stream());
    } catch (AwsException e) {
      log.warn("Whether {} is live is not known: {}", user.id(), e.getMessage());
      return Optional.empty();
    }
  }
}
