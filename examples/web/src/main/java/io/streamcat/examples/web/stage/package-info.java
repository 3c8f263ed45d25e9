/** Who comes on whose stage, and who is asked to. */
@NullMarked
package io.streamcat.examples.web.stage;

import org.jspecify.annotations.NullMarked;
