/** The seam through which all modules wait. */
@NullMarked
package io.streamcat.time;

import org.jspecify.annotations.NullMarked;
