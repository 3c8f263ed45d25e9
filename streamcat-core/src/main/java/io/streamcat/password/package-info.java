/** Passwords: the rules for new ones, their hashes, and authentication. */
@NullMarked
package io.streamcat.password;

import org.jspecify.annotations.NullMarked;
