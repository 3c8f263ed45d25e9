/**
 * The ingestion of arriving events from a queue, over HTTP or in a function. An event is
 * acknowledged only after it is stored.
 */
@NullMarked
package io.streamcat.event.ingest;

import org.jspecify.annotations.NullMarked;
