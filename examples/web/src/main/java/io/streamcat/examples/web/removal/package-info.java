/** The removal of users. */
@NullMarked
package io.streamcat.examples.web.removal;

import org.jspecify.annotations.NullMarked;
