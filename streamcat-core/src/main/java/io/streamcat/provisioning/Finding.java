package io.streamcat.provisioning;

import io.streamcat.exception.Check;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the users as recorded and what exists in AWS.
 *
 * @param type the type, which decides what applying the finding does
 * @param kind the kind of the resource
 * @param arn the ARN of the resource
 * @param userId the user; null only for an {@link Type#ORPHANED} or {@link Type#FOREIGN} resource
 *     that names none
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
     * A resource was created for the user and is not recorded, while the user is to have one: the
     * recorded one is gone, or its creation is pending. Applying records it, and gives a channel
     * the recorded settings of the one that is gone.
     */
    ADOPTABLE,
    /**
     * The recorded resource is gone from AWS. Applying creates another one, and gives a channel the
     * recorded settings.
     */
    MISSING,
    /**
     * A resource has other settings than the recorded ones. Applying gives it the recorded settings
     * again; for a live channel, recovery does so when the stream has ended.
     */
    DRIFTED,
    /**
     * A resource has other settings than today's defaults, and they were not chosen for its user.
     * Applying changes them; for a live channel, recovery does so when the stream has ended.
     */
    OUTDATED,
    /**
     * A resource was created for the user, who has another one of the kind or is not to have one.
     * Applying deletes it, live or not, and keeps the recorded one.
     */
    DUPLICATE,
    /**
     * A resource belongs to no record of this store: its user was removed. Applying deletes it,
     * live or not.
     */
    ORPHANED,
    /**
     * A resource of the namespace was created from another store of users, for example that of
     * another application, or of one before a restart without a database; or its user belongs to
     * another region or account. It is shown, and applying never touches it.
     */
    FOREIGN,
    /**
     * A recorded resource could not be compared, because AWS's answer about it was an error or
     * could not be understood. It is shown, and applying never touches it.
     */
    UNREADABLE
  }

  /**
   * Checks that the user is named where applying the finding needs one.
   *
   * @param type the type
   * @param kind the kind of the resource
   * @param arn the ARN of the resource
   * @param userId the user
   * @param createdAt the time at which the resource was created
   * @param detail the difference in words
   */
  public Finding {
    Check.that(
        userId != null || type == Type.ORPHANED || type == Type.FOREIGN,
        "userId",
        "given",
        "is missing");
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
