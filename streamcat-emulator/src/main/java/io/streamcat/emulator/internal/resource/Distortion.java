package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import java.time.Duration;

/**
 * The difference between what exists and what a read shows. Immutable.
 *
 * @param listAge the age of the state that a list shows, at most {@link ControlPlane#MAX_STALENESS}
 * @param foundAge the age from which a resource is found by its ARN
 * @param taggedAge the age from which a resource is shown with its tags
 * @param shift the number of items that a following page of a list leaves out, or repeats when it
 *     is negative
 */
public record Distortion(Duration listAge, Duration foundAge, Duration taggedAge, int shift) {
  /** Shows what exists. */
  public static final Distortion NONE =
      new Distortion(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  /**
   * Returns this distortion with lists that are at least as old as given.
   *
   * @param age an age
   * @return a distortion
   */
  public Distortion withListAge(Duration age) {
    return new Distortion(max(listAge, age), foundAge, taggedAge, shift);
  }

  /**
   * Returns this distortion with resources that are found not before they have an age.
   *
   * @param age an age
   * @return a distortion
   */
  public Distortion withFoundAge(Duration age) {
    return new Distortion(listAge, max(foundAge, age), taggedAge, shift);
  }

  /**
   * Returns this distortion with tags that are shown not before their resource has an age.
   *
   * @param age an age
   * @return a distortion
   */
  public Distortion withTaggedAge(Duration age) {
    return new Distortion(listAge, foundAge, max(taggedAge, age), shift);
  }

  /**
   * Returns this distortion with a following page that leaves out more items, or repeats more.
   *
   * @param items the number of items to add to {@link #shift()}
   * @return a distortion
   */
  public Distortion withShift(int items) {
    return new Distortion(listAge, foundAge, taggedAge, shift + items);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
