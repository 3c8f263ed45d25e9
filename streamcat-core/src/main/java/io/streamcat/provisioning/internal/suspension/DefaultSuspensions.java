package io.streamcat.provisioning.internal.suspension;

import io.streamcat.channel.Channel;
import io.streamcat.exception.Check;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.RegisteredUsers;
import io.streamcat.provisioning.internal.resource.ChannelCalls;
import io.streamcat.repository.PendingTask.RevokeStreamKey;
import io.streamcat.repository.PendingTask.RotateStreamKey;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that suspend and reinstate users.
 *
 * <p>A suspension is recorded without the lease, so that neither work under way nor an outage of
 * AWS delays it. A worker that holds the lease then continues on the record of a suspended user,
 * which accepts no stream key.
 */
public final class DefaultSuspensions implements Suspensions {

  private static final Logger log = LoggerFactory.getLogger(Suspensions.class);

  /** A limit that every database can store. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final ProvisioningContext context;
  private final RegisteredUsers users;
  private final ChannelCalls channels;

  public DefaultSuspensions(
      ProvisioningContext context, RegisteredUsers users, ChannelCalls channels) {
    this.context = context;
    this.users = users;
    this.channels = channels;
  }

  @Override
  public User suspend(UserId id, String reason, @Nullable Instant until) {
    Check.length(
        "reason",
        Check.storable("reason", Check.given("reason", reason)),
        1,
        Suspension.MAX_REASON);
    Check.that(!reason.isBlank(), "reason", "a text", "has only spaces");
    Instant now = context.now();
    Check.that(
        until == null || (until.isAfter(now) && until.isBefore(now.plus(LONGEST))),
        "until",
        "in the future, at most " + LONGEST.toDays() + " days from now",
        "is " + until);
    Suspension suspension =
        new Suspension(reason, now, until == null ? null : until.truncatedTo(ChronoUnit.MICROS));
    context.requireDurable();
    // An unknown account, which AWS must show, does not delay the suspension.
    UserRecord stored = context.requireNoOtherHome(users.kept(id));
    UserRecord suspended =
        change(stored, record -> SuspensionTransitions.suspended(record, suspension, now));
    if (suspended.state() != UserState.SUSPENDED) {
      throw new UserNotFoundException(id.value());
    }
    context.steps().step(suspended, Phase.SUSPENDED, null, null, null);
    return revoke(suspended);
  }

  /** Applies a transition without the lease. */
  private UserRecord change(UserRecord stored, UnaryOperator<UserRecord> transition) {
    return context
        .change(stored.key(), transition)
        .orElseThrow(() -> new UserNotFoundException(stored.label()));
  }

  /**
   * Stops the stream while another worker may hold the lease. Otherwise the revocation, which stops
   * the stream after the keys are deleted, begins at once.
   */
  private void stopMeanwhile(UserRecord record) {
    Channel channel = record.resources().channel();
    if (channel != null && record.lease() != null) {
      try {
        context.channels().stopStream(channel.arn());
      } catch (RuntimeException e) {
        log.debug("The stream of {} is not stopped yet", channel.arn(), e);
      }
    }
  }

  private User revoke(UserRecord suspended) {
    stopMeanwhile(suspended);
    try {
      return users.changeAny(
          suspended, UnaryOperator.identity(), RevokeStreamKey.class::isInstance, record -> true);
    } catch (UserNotFoundException e) {
      throw e;
    } catch (ProvisioningException e) {
      // The revocation itself has failed, or the user was removed, unless no worker has answered.
      throw e.causedBy(UserBusyException.class)
          .<StreamCatException>map(Function.identity())
          .or(() -> e.causedBy(StorageException.class))
          .map(reason -> notRevokedYet(suspended, reason))
          .orElse(e);
    } catch (StreamCatException e) {
      throw notRevokedYet(suspended, e);
    }
  }

  private static ProvisioningException notRevokedYet(
      UserRecord suspended, StreamCatException reason) {
    return new ProvisioningException(
        suspended.label(),
        "is suspended, but the stream key may not be revoked yet; recovery will",
        List.of(reason),
        List.of());
  }

  @Override
  public User reinstate(UserId id) {
    context.requireDurable();
    UserRecord stored = context.requireHome(users.kept(id));
    return stored.state() == UserState.SUSPENDED
        ? channels.withStreamKey(
            users.changeAny(
                stored,
                record -> SuspensionTransitions.reinstated(record, context.now()),
                RotateStreamKey.class::isInstance,
                record -> record.state() != UserState.SUSPENDED))
        : stored.user();
  }

  @Override
  public boolean enforce(String channelArn) {
    Check.given("channelArn", channelArn);
    UserRecord stored = context.users().findByResource(channelArn).orElse(null);
    if (stored == null || stored.state() != UserState.SUSPENDED) {
      return false;
    }
    context.requireDurable();
    context.requireHome(stored);
    UserRecord suspended =
        change(stored, record -> SuspensionTransitions.revokingAgain(record, context.now()));
    if (suspended.state() != UserState.SUSPENDED) {
      return false;
    }
    log.warn("The channel of a suspended user went live; stopping it user={}", suspended.label());
    try {
      var unused = revoke(suspended);
      return true;
    } catch (UserNotFoundException e) {
      // A removal has begun meanwhile, and deletes the channel.
      return false;
    }
  }
}
