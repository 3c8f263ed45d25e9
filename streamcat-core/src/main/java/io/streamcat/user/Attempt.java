package io.streamcat.user;

import java.util.Set;

/**
 * What was intended when a user was inserted; enough to recognise everything that was created
 * since.
 *
 * @param id unique; every resource of the attempt is tagged with it, so that a later user with the
 *     same id is told apart
 * @param resourceName the name all resources of the user carry
 * @param wanted the kinds the user is to have; unmodifiable
 */
public record Attempt(String id, String resourceName, Set<ResourceKind> wanted) {

  /**
   * Checks and copies what needs it.
   *
   * @param id unique
   * @param resourceName the name all resources of the user carry
   * @param wanted the kinds the user is to have
   */
  public Attempt {
    wanted = Set.copyOf(wanted);
  }
}
