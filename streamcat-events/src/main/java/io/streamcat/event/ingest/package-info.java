/**
 * Takes events in as they arrive: from a queue, over HTTP, in a function. Whatever brings them, an
 * event is told as taken once it is stored, and not before.
 */
@NullMarked
package io.streamcat.event.ingest;

import org.jspecify.annotations.NullMarked;
