/** Keys and signatures on the curve P-384. */
@NullMarked
package io.streamcat.signing.internal;

import org.jspecify.annotations.NullMarked;
