/** The progress of background work, for pages that show it. */
@NullMarked
package io.streamcat.examples.web.progress;

import org.jspecify.annotations.NullMarked;
