package io.streamcat.provisioning;

import io.streamcat.exception.Check;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the recorded users and the resources in AWS.
 *
 * @param type the type, which decides the effect of applying the finding
 * @param kind the kind of the resource
 * @param arn the ARN of the resource
 * @param userId the user; null for a resource of a spare, and for an {@link Type#ORPHANED} or
 *     {@link Type#FOREIGN} resource whose tags name no user
 * @param createdAt the time at which the resource was created, or null if its tags do not show it
 * @param detail the difference in words, for people
 */
public record Finding(
    Type type,
    ResourceKind kind,
    String arn,
    @Nullable UserId userId,
    @Nullable Instant createdAt,
    String detail) {

  /** The type of a difference. Findings are applied in this order. */
  public enum Type {
    /**
     * A resource was created for the user but not recorded, and the user needs one: the recorded
     * one is gone, or its creation is pending. Applying records the resource, and changes a channel
     * to the recorded settings of the one that is gone.
     */
    ADOPTABLE,
    /**
     * The recorded resource is gone from AWS. Applying creates another one; a channel gets the
     * recorded settings.
     */
    MISSING,
    /**
     * The settings of a resource differ from the recorded ones. Applying restores the recorded
     * settings; for a live channel, recovery does so when the stream has ended.
     */
    DRIFTED,
    /**
     * The settings of a resource differ from today's defaults and were not chosen for its user.
     * Applying changes them; for a live channel, recovery does so when the stream has ended.
     */
    OUTDATED,
    /**
     * A resource was created for the user, who has another one of the kind or needs none. Applying
     * deletes the resource, even if it is live, and keeps the recorded one.
     */
    DUPLICATE,
    /**
     * A resource belongs to no record of this store: its user was removed. Applying deletes the
     * resource, even if it is live.
     */
    ORPHANED,
    /**
     * A resource of the namespace was created from another store of users, or its user belongs to
     * another region or account. Examples are the store of another application, or an in-memory
     * store before a restart. Other examples are a resource without StreamCat's tags whose name
     * begins with the namespace and a hyphen, and an adopted resource whose user is gone; {@link
     * UserProvisioner#adopt} accepts both. The finding is shown only; applying never touches the
     * resource.
     */
    FOREIGN,
    /**
     * A recorded resource could not be compared, because AWS's answer was an error or unreadable.
     * The finding is shown only; applying never touches the resource.
     */
    UNREADABLE
  }

  /** Checks that the finding names a user whose settings are outdated; spares are renewed. */
  public Finding {
    Check.that(userId != null || type != Type.OUTDATED, "userId", "given", "is missing");
  }

  /**
   * Describes the finding in one line.
   *
   * @return the type, kind, resource, user and detail
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder().append(type).append(' ').append(kind.words());
    line.append(' ').append(arn);
    if (userId != null) {
      line.append(" of user ").append(userId);
    }
    line.append(": ").append(detail);
    line.append(createdAt == null ? "; age unknown" : "; created " + createdAt);
    return line.toString();
  }
}
