/** The entry point of the library. No other package depends on this package. */
@NullMarked
package io.streamcat;

import org.jspecify.annotations.NullMarked;
