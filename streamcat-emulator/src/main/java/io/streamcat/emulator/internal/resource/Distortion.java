package io.streamcat.emulator.internal.resource;

import java.time.Duration;

/**
 * The difference between the current state and the state that a read shows. Immutable.
 *
 * @param listAge the age of the state that a list shows, at most {@link Store#MEMORY}
 * @param foundAge the age from which a resource is found by its ARN
 * @param taggedAge the age from which a resource is shown with its tags
 * @param shift the number of items that a following page of a list leaves out, or repeats if it is
 *     negative
 */
public record Distortion(Duration listAge, Duration foundAge, Duration taggedAge, int shift) {
  /** No distortion: reads show the current state. */
  public static final Distortion NONE =
      new Distortion(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  /**
   * Returns this distortion with lists of at least a given age.
   *
   * @param age an age
   * @return a distortion
   */
  public Distortion withListAge(Duration age) {
    return new Distortion(max(listAge, age), foundAge, taggedAge, shift);
  }

  /**
   * Returns this distortion with resources that are found from an age on.
   *
   * @param age an age
   * @return a distortion
   */
  public Distortion withFoundAge(Duration age) {
    return new Distortion(listAge, max(foundAge, age), taggedAge, shift);
  }

  /**
   * Returns this distortion with tags that are shown from an age of the resource on.
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
