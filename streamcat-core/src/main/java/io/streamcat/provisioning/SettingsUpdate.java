package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallScope;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a resource's settings in AWS, with its attempts. A request whose answer was lost
 * may take effect later than a following one, so it is remembered whether there was such a request.
 */
final class SettingsUpdate {

  private final ProvisioningContext context;
  private final AwsResource wanted;
  private final ResourceType type;
  private final boolean stops;
  private boolean mayComeLate;

  /**
   * Prepares a change.
   *
   * @param wanted the recorded resource with the settings that AWS is to give it
   * @param stops whether the live stream of a channel is stopped
   */
  SettingsUpdate(ProvisioningContext context, AwsResource wanted, boolean stops) {
    this.context = context;
    this.wanted = wanted;
    this.type = context.type(ResourceKind.of(wanted));
    this.stops = stops;
  }

  /** Returns whether a request may still take effect. */
  boolean mayComeLate() {
    return mayComeLate;
  }

  /**
   * Changes the settings, repeatedly until the operation timeout.
   *
   * @return the resource as AWS has it then; empty if it is a channel that is live and not to be
   *     stopped
   */
  Optional<? extends AwsResource> make() {
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      if (stops) {
        context.channels().stopStream(wanted.arn());
      }
      try {
        return Optional.of(CallScope.withoutRepeating(() -> type.update().apply(wanted)));
      } catch (ResourceConflictException conflict) {
        if (type.kind() == ResourceKind.CHANNEL && !stops) {
          return Optional.empty();
        }
        // An encoder that still has the stream key has come back, or a stage is busy.
        pauseOrThrow(attempt, deadline, conflict);
      } catch (ThrottledException e) {
        pauseOrThrow(attempt, deadline, e);
      } catch (AwsException e) {
        mayComeLate |= e.retryable();
        if (!e.retryable()) {
          throw e;
        }
        pauseOrThrow(attempt, deadline, e);
      } catch (RuntimeException e) {
        // Of the exceptions of a replaced service nothing is known.
        mayComeLate |= !(e instanceof StreamCatException);
        throw e;
      }
    }
  }

  private void pauseOrThrow(int attempt, Instant deadline, AwsException reason) {
    if (!context.calls().pause(attempt, deadline)) {
      throw reason;
    }
  }
}
