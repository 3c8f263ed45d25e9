/** What a page shows of work that goes on in the background. */
@NullMarked
package io.streamcat.examples.web.progress;

import org.jspecify.annotations.NullMarked;
