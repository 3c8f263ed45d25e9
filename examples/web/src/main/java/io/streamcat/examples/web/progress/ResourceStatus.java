package io.streamcat.examples.web.progress;

import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line in the list of a user's resources.
 *
 * @param kind the kind of resource
 * @param state its state
 */
public record ResourceStatus(ResourceKind kind, State state) {

  /** The state of a resource. */
  public enum State {
    /** Work on it has not started. */
    WAITING,
    /** It is being created or deleted. */
    WORKING,
    /** It exists. */
    READY,
    /** It could not be created. */
    FAILED,
    /** It is gone. */
    GONE
  }

  /**
   * Describes the resources of a user who is being registered.
   *
   * @param user the user as recorded, or null if there is none
   * @param progress the steps so far, if known
   * @return a line for each kind
   */
  public static List<ResourceStatus> creating(@Nullable User user, Optional<Progress> progress) {
    return lines(
        kind ->
            user != null && user.resource(kind) != null
                ? State.READY
                : creating(progress.map(steps -> steps.latest(kind)).orElse(null)));
  }

  private static State creating(@Nullable Phase latest) {
    if (latest == null) {
      return State.WAITING;
    }
    return switch (latest) {
      // All resources are recorded together, after the last one has been created.
      case CREATED, ADOPTED, ATTACHED -> State.READY;
      case FAILED -> State.FAILED;
      case DELETED -> State.GONE;
      default -> State.WORKING;
    };
  }

  /**
   * Describes the resources of a user who is being removed.
   *
   * @param gone whether the user is completely removed
   * @param progress the steps so far, if known
   * @return a line for each kind
   */
  public static List<ResourceStatus> removing(boolean gone, Optional<Progress> progress) {
    return lines(
        kind ->
            gone || progress.map(steps -> steps.latest(kind)).orElse(null) == Phase.DELETED
                ? State.GONE
                : State.WORKING);
  }

  private static List<ResourceStatus> lines(Function<ResourceKind, State> of) {
    return Arrays.stream(ResourceKind.values())
        .map(kind -> new ResourceStatus(kind, of.apply(kind)))
        .toList();
  }
}
