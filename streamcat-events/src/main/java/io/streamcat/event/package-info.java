/**
 * The events that Amazon IVS sends through Amazon EventBridge, as types.
 *
 * <p>AWS delivers events on a best-effort basis: an event may be lost, hours late, repeated, or
 * delivered before an earlier event.
 *
 * <p>AWS adds types, names and fields over time. An event of an unknown type is an {@link
 * io.streamcat.event.UnknownEvent}. Names are texts, with constants for the documented ones, so
 * that unknown names are kept. Unknown fields are in {@link
 * io.streamcat.event.EventHeader#detail()}. Texts that AWS leaves out are empty, never null.
 *
 * <p>Source: "Using Amazon EventBridge" in the user guides of IVS Low-Latency and Real-Time
 * Streaming. Names of fields that the guides do not mention are those of observed events.
 */
@NullMarked
package io.streamcat.event;

import org.jspecify.annotations.NullMarked;
