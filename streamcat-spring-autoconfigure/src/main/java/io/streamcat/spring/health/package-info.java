/** The auto-configuration of the health indicator. */
@NullMarked
package io.streamcat.spring.health;

import org.jspecify.annotations.NullMarked;
