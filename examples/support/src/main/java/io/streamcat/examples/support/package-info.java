/** Code that several examples share: sign-ups from a file, a progress bar, options and output. */
@NullMarked
package io.streamcat.examples.support;

import org.jspecify.annotations.NullMarked;
