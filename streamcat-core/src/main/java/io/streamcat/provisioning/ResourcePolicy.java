package io.streamcat.provisioning;

/** The policy for the resources of a user who is removed. */
public enum ResourcePolicy {
  /** The resources are deleted. */
  DELETE,
  /**
   * The resources stay in AWS as they are, without StreamCat's tags: a live stream continues, and
   * stream keys stay valid. Resources that were not recorded yet are deleted.
   */
  RETAIN
}
