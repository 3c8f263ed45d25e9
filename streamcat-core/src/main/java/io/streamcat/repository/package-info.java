/**
 * The record of everything known of a user, its transitions, and the repository that stores it.
 *
 * <p>Every transition is a pure method of {@link io.streamcat.repository.UserRecord}. A repository
 * knows rows and versions, and no transition.
 */
@NullMarked
package io.streamcat.repository;

import org.jspecify.annotations.NullMarked;
