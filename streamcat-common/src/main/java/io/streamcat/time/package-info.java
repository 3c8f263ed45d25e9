/** The interface for waiting, which tests replace. */
@NullMarked
package io.streamcat.time;

import org.jspecify.annotations.NullMarked;
