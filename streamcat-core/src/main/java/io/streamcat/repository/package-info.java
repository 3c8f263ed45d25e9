/**
 * The record of everything known about a user, its transitions, and the repository that stores it.
 *
 * <p>Every transition is a pure method of {@link io.streamcat.repository.UserRecord}. A repository
 * knows rows and versions, but no transitions.
 */
@NullMarked
package io.streamcat.repository;

import org.jspecify.annotations.NullMarked;
