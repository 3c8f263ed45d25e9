/** The entry point; nothing below depends on this package. */
@NullMarked
package io.streamcat;

import org.jspecify.annotations.NullMarked;
