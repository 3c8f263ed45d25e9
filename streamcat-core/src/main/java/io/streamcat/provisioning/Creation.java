package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.error.OutcomeUnknownException;
import io.streamcat.error.StreamCatException;
import io.streamcat.user.ResourceKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of creating and recording one resource.
 *
 * @param kind its kind
 * @param resource the resource, or null if none is known
 * @param failure why it is not recorded, or null if it is
 * @param mayExist whether one may exist that is not known
 */
record Creation(
    ResourceKind kind,
    @Nullable AwsResource resource,
    @Nullable RuntimeException failure,
    boolean mayExist) {

  static Creation recorded(ResourceKind kind, AwsResource resource) {
    return new Creation(kind, resource, null, false);
  }

  static Creation unrecorded(ResourceKind kind, AwsResource resource, RuntimeException failure) {
    return new Creation(kind, resource, failure, false);
  }

  /**
   * A failed create: StreamCat's own exceptions say whether it happened; of others nothing is
   * known.
   */
  static Creation failed(ResourceKind kind, RuntimeException failure, boolean takenOver) {
    boolean certain =
        failure instanceof StreamCatException && !(failure instanceof OutcomeUnknownException);
    return new Creation(kind, null, failure, takenOver || !certain);
  }

  /** What to tell of it as left behind. */
  Optional<String> leftover() {
    if (resource != null) {
      return Optional.of(resource.arn());
    }
    return mayExist ? Optional.of(Remover.unknown(kind)) : Optional.empty();
  }
}
