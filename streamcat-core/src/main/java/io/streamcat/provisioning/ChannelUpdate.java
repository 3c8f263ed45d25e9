package io.streamcat.provisioning;

import io.streamcat.aws.CallScope;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.error.AwsException;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.error.ThrottledException;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a channel's settings in AWS, with its attempts. A request whose answer was lost may
 * take effect later than a following one, so it is remembered whether there was such a request.
 */
final class ChannelUpdate {

  private final ProvisioningContext context;
  private final Channel channel;
  private final ChannelSettings wanted;
  private final boolean stops;
  private boolean mayComeLate;

  /**
   * Prepares a change.
   *
   * @param stops whether a live stream is stopped
   */
  ChannelUpdate(
      ProvisioningContext context, Channel channel, ChannelSettings wanted, boolean stops) {
    this.context = context;
    this.channel = channel;
    this.wanted = wanted;
    this.stops = stops;
  }

  /** Returns whether a request may still take effect. */
  boolean mayComeLate() {
    return mayComeLate;
  }

  /**
   * Changes the settings, repeatedly until the operation timeout.
   *
   * @return the settings AWS has then; empty if the channel is live and not to be stopped
   */
  Optional<ChannelSettings> make() {
    ChannelService channels = context.channels();
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      if (stops) {
        channels.stopStream(channel.arn());
      }
      try {
        return Optional.of(
            CallScope.withoutRepeating(() -> channels.update(channel.arn(), wanted)).settings());
      } catch (ResourceConflictException live) {
        if (!stops) {
          return mayComeLate ? ifMade() : Optional.empty();
        }
        // An encoder that still has the stream key has come back.
        pauseOrThrow(attempt, deadline, live);
      } catch (ThrottledException e) {
        pauseOrThrow(attempt, deadline, e);
      } catch (AwsException e) {
        mayComeLate |= e.retryable();
        if (!e.retryable()) {
          throw e;
        }
        pauseOrThrow(attempt, deadline, e);
      }
    }
  }

  /**
   * The settings, if a request whose answer was lost has made the change before the stream began.
   */
  private Optional<ChannelSettings> ifMade() {
    return context
        .channels()
        .get(channel.arn())
        .filter(actual -> Drift.between(channel.with(wanted), actual).isEmpty())
        .map(Channel::settings);
  }

  private void pauseOrThrow(int attempt, Instant deadline, AwsException reason) {
    if (!context.calls().pause(attempt, deadline)) {
      throw reason;
    }
  }
}
