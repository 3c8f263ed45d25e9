/** The check of the properties at the start, and the line that summarizes them. */
@NullMarked
package io.streamcat.spring.startup;

import org.jspecify.annotations.NullMarked;
