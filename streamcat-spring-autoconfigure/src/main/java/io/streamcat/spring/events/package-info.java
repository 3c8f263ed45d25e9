/** The auto-configuration of event ingestion and of its HTTP endpoint. */
@NullMarked
package io.streamcat.spring.events;

import org.jspecify.annotations.NullMarked;
