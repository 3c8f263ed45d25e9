/** The page with which administrators suspend and reinstate users. */
@NullMarked
package io.streamcat.examples.web.administration;

import org.jspecify.annotations.NullMarked;
