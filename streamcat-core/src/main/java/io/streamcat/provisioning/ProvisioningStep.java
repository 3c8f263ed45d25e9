package io.streamcat.provisioning;

import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step in the life of a user.
 *
 * @param userId the user
 * @param phase the phase
 * @param kind the kind of resource, or null if the step is about the user as a whole
 * @param arn the resource, or null if there is none yet
 * @param failure the failure, or null
 * @param at the time
 * @param duration the time since the step that started this work, such as {@code CREATING} for
 *     {@code CREATED}, and {@code INTENDED} for {@code COMPLETED}; null if the step ends no work,
 *     or work that began on another server
 */
public record ProvisioningStep(
    UserId userId,
    Phase phase,
    @Nullable ResourceKind kind,
    @Nullable String arn,
    @Nullable RuntimeException failure,
    Instant at,
    @Nullable Duration duration) {

  /** The phase of a step. */
  public enum Phase {
    /** The user was recorded; nothing exists in AWS yet. */
    INTENDED,
    /** A resource is about to be created. */
    CREATING,
    /** A resource was created. */
    CREATED,
    /**
     * A resource was found that had been created for the user but not recorded, or an existing
     * resource was tagged for a user who adopts it.
     */
    ADOPTED,
    /** A resource was recorded. */
    ATTACHED,
    /** The recorded settings of a resource were restored. */
    RESTORED,
    /** The stream keys of a channel are about to be deleted, and a new one created. */
    ROTATING,
    /** The new stream key of a channel was recorded. */
    ROTATED,
    /** The settings of a resource are about to be changed. */
    CHANGING,
    /** The changed settings of a resource were recorded. */
    CHANGED,
    /** A resource could not be created, recorded or changed. */
    FAILED,
    /** The user has everything that was requested. */
    COMPLETED,
    /** The user was suspended. */
    SUSPENDED,
    /** The stream keys of a suspended user's channel were deleted, and its stream was stopped. */
    REVOKED,
    /** The suspension of the user ended; a new stream key is about to be created. */
    REINSTATED,
    /** The user's resources are about to be deleted. */
    REMOVING,
    /** A resource was deleted. */
    DELETED,
    /** The tags of a resource that stays in AWS were removed. */
    RELEASED,
    /** The user is gone. */
    REMOVED,
    /** Work on the user ended before it was done; recovery continues it. */
    LEFT_FOR_RECOVERY
  }
}
