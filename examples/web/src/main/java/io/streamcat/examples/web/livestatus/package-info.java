/** What is broadcast now, and what was. */
@NullMarked
package io.streamcat.examples.web.livestatus;

import org.jspecify.annotations.NullMarked;
