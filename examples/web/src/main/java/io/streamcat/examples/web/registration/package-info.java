/** How someone becomes a user. */
@NullMarked
package io.streamcat.examples.web.registration;

import org.jspecify.annotations.NullMarked;
