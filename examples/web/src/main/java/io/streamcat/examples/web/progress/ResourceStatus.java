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
 * One line of a list that shows how far a user's resources are.
 *
 * @param kind the kind of resource
 * @param state where it stands
 */
public record ResourceStatus(ResourceKind kind, State state) {

  /** Where a resource stands. */
  public enum State {
    /** Its turn has not come. */
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
   * Describes the resources of someone who is being given them.
   *
   * @param user the user as recorded, or null if there is none
   * @param progress the steps so far, if any are known
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
      // All are recorded together, when the last one has been created.
      case CREATED, ADOPTED, ATTACHED -> State.READY;
      case FAILED -> State.FAILED;
      case DELETED -> State.GONE;
      default -> State.WORKING;
    };
  }

  /**
   * Describes the resources of someone who is leaving.
   *
   * @param gone whether the user is gone for good
   * @param progress the steps so far, if any are known
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
