/** The auto-configuration of metrics and observations. */
@NullMarked
package io.streamcat.spring.metrics;

import org.jspecify.annotations.NullMarked;
