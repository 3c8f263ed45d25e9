/** Secret texts, which are revealed only on explicit request. */
@NullMarked
package io.streamcat.secret;

import org.jspecify.annotations.NullMarked;
