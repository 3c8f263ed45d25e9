package io.streamcat.provisioning;

import io.streamcat.error.Check;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the users as recorded and what exists in AWS.
 *
 * @param type what is wrong, and so what applying it does
 * @param kind the kind of resource
 * @param arn the resource it is about
 * @param userId the user it is about; null only for an {@link Type#ORPHANED} or {@link Type#FOREIGN}
 *     resource that names none
 * @param createdAt when the resource was created, or null if its tags do not tell
 * @param detail the difference in words, for people
 */
public record Finding(
    Type type,
    ResourceKind kind,
    String arn,
    @Nullable UserId userId,
    @Nullable Instant createdAt,
    String detail) {

  /** What may be wrong, in the order in which findings are applied. */
  public enum Type {
    /**
     * A resource was created for the user, who has none of the kind. Applying records it; nothing
     * changes in AWS.
     */
    ADOPTABLE,
    /**
     * The recorded resource is gone from AWS. Applying creates another one.
     */
    MISSING,
    /**
     * A resource has other settings than the recorded ones. Applying gives it the recorded settings
     * again.
     */
    DRIFTED,
    /**
     * A resource was created for the user, who has another one of the kind or is not to have one.
     * Applying deletes it, live or not, and keeps the recorded one.
     */
    DUPLICATE,
    /**
     * A resource belongs to no record of this store: its user was removed. Applying deletes it, live
     * or not.
     */
    ORPHANED,
    /**
     * A resource of the namespace was created from another store of users, for example that of
     * another application, or of one before a restart without a database. It is shown, and applying
     * never touches it.
     */
    FOREIGN
  }

  /**
   * Checks that what applying needs is there.
   *
   * @param type what is wrong
   * @param kind the kind of resource
   * @param arn the resource it is about
   * @param userId the user it is about
   * @param createdAt when the resource was created
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
