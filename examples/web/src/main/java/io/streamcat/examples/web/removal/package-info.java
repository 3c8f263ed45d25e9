/** How a user leaves. */
@NullMarked
package io.streamcat.examples.web.removal;

import org.jspecify.annotations.NullMarked;
