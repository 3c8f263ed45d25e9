package io.streamcat.repository;

/**
 * The identity of one write of a record. A writer that got no answer reads the record again; if it
 * finds its own writer id, the write took effect.
 *
 * @param version 1 for the insert, and one more for each update
 * @param writer the random id of the write; at most 36 characters
 */
public record Revision(long version, String writer) {

  /**
   * Returns the revision of the following write.
   *
   * @param nextWriter the random id of that write
   * @return a revision with the next version
   */
  public Revision next(String nextWriter) {
    return new Revision(version + 1, nextWriter);
  }
}
