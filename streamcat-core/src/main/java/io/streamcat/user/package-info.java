/**
 * Users: their models, the rules for usernames and passwords, and the repository that stores them.
 */
@NullMarked
package io.streamcat.user;

import org.jspecify.annotations.NullMarked;
