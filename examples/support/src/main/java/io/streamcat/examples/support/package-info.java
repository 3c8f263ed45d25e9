/** What more than one example needs: sign-ups from a file, a progress bar, options, output. */
@NullMarked
package io.streamcat.examples.support;

import org.jspecify.annotations.NullMarked;
