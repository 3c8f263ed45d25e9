/** What is broadcast now, and what was. */
@NullMarked
package io.streamcat.examples.web.onair;

import org.jspecify.annotations.NullMarked;
