/** Live and past broadcasts. */
@NullMarked
package io.streamcat.examples.web.livestatus;

import org.jspecify.annotations.NullMarked;
