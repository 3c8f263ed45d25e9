package io.streamcat.emulator.media.internal.hls;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment and its parts. The lock of its broadcast guards it until it is complete; then it does
 * not change.
 */
public final class Segment {
  private final long number;
  private final int init;
  private final boolean isDiscontinuous;
  private final Instant start;
  private final List<Part> parts = new ArrayList<>();
  private boolean complete;

  Segment(long number, int init, boolean isDiscontinuous, Instant start) {
    this.number = number;
    this.init = init;
    this.isDiscontinuous = isDiscontinuous;
    this.start = start;
  }

  public long number() {
    return number;
  }

  /** Returns the number of the init segment that describes the tracks. */
  public int init() {
    return init;
  }

  /** Returns whether the tracks differ from those of the segment before. */
  public boolean isDiscontinuous() {
    return isDiscontinuous;
  }

  /** Returns the time at which the first picture arrived. */
  Instant start() {
    return start;
  }

  List<Part> parts() {
    return parts;
  }

  boolean isComplete() {
    return complete;
  }

  void add(Part part) {
    parts.add(part);
  }

  void complete() {
    complete = true;
  }

  /** Returns the duration. */
  public double seconds() {
    return parts.stream().mapToDouble(Part::seconds).sum();
  }

  int size() {
    return parts.stream().mapToInt(part -> part.bytes().length).sum();
  }

  /** Returns all bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(size());
    parts.forEach(part -> all.writeBytes(part.bytes()));
    return all.toByteArray();
  }
}
