package io.streamcat.provisioning;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.StreamStateChange;
import io.streamcat.event.ingest.IvsEventListener;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The suspension of users who must be stopped, and their reinstatement.
 *
 * <pre>{@code
 * Instant until = clock.instant().plus(Duration.ofDays(7));
 * streamcat.users().suspensions().suspend(todd.id(), "Your stream showed a film.", until);
 * }</pre>
 *
 * <p>A suspended user keeps all resources, the chat room and the stage with their settings. The
 * channel has no stream key. Logins, tokens of the user's chat room, stage and private channel,
 * tokens for the user as a viewer of other users, stream keys and changes of resources are refused
 * with {@link io.streamcat.exception.UserSuspendedException}. Tokens that were issued before stay
 * valid until they expire.
 *
 * <p>Thread safe, and safe on several servers that work on the same users.
 */
public interface Suspensions {

  /**
   * Suspends a user: records the suspension, revokes the stream key and stops the stream.
   *
   * <p>The suspension takes effect when it is recorded, even while another server works on the user
   * or AWS cannot be reached. {@link User#sessionVersion()} is incremented, so sessions of the
   * application should end. A repeated call replaces reason and end.
   *
   * @param id the user's id
   * @param reason the reason, which the application may show to the user; 1 to {@value
   *     User.Suspension#MAX_REASON} characters
   * @param until the time from which recovery reinstates the user, in the future; null without an
   *     end
   * @return the user, {@code SUSPENDED}
   * @throws io.streamcat.exception.InvalidInputException if the reason or the time breaks a rule;
   *     nothing was changed
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user, or if the user
   *     is being removed
   * @throws io.streamcat.exception.ProvisioningException if the stream key could not be revoked
   *     yet. The user is suspended, and recovery revokes the key. The message says so
   */
  User suspend(UserId id, String reason, @Nullable Instant until);

  /**
   * Reinstates a suspended user and creates a new stream key. The key before the suspension stays
   * revoked.
   *
   * @param id the user's id
   * @return the user, with the new key even if the repository does not store stream keys; unchanged
   *     if the user is not suspended
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user, or if the user
   *     is being removed
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish; nothing was
   *     changed
   * @throws io.streamcat.exception.ProvisioningException if the key could not be created yet. The
   *     message describes the user's state; {@link UserProvisioner#resume} or recovery continues
   */
  User reinstate(UserId id);

  /**
   * Stops the stream of a channel and revokes its stream keys again if its user is suspended.
   *
   * @param channelArn the ARN of a channel, for example of one that went live
   * @return true if the user is suspended; false for any other channel, which is left as it is
   * @throws io.streamcat.exception.StreamCatException if the stream could not be stopped or a key
   *     not be revoked; then the call can be repeated, and recovery revokes the key
   */
  boolean enforce(String channelArn);

  /**
   * Returns a listener that calls {@link #enforce} when an encoder connects to a channel. Pass it
   * to {@link io.streamcat.event.ingest.EventIngester#notifying}. Each such event costs one look-up
   * in the store.
   *
   * @return a new listener
   */
  default IvsEventListener eventListener() {
    return new IvsEventListener() {
      @Override
      public void onEvent(IvsEvent event) {
        if (event instanceof StreamStateChange change
            && isConnection(change.eventName())
            && !change.channelArn().isEmpty()) {
          enforce(change.channelArn());
        }
      }
    };
  }

  private static boolean isConnection(String eventName) {
    return switch (eventName) {
      case StreamStateChange.SESSION_CREATED,
          StreamStateChange.STREAM_START,
          StreamStateChange.STREAM_TAKEOVER ->
          true;
      default -> false;
    };
  }
}
