/** Texts that are shown to those who ask for them by name, and to no one else. */
@NullMarked
package io.streamcat.secret;

import org.jspecify.annotations.NullMarked;
