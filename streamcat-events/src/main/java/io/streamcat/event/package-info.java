/**
 * What Amazon IVS tells through Amazon EventBridge, as types.
 *
 * <p>AWS delivers events as best it can: one may never come, come hours late, come twice, or come
 * before another one that happened first.
 *
 * <p>AWS adds types, names and fields over time. A type that is not known is an {@link
 * io.streamcat.event.UnknownEvent}; a name is text, with the documented ones as constants, so that
 * one that is not known is kept as it is; a field that is not known is in {@link
 * io.streamcat.event.EventHeader#detail()}. Texts AWS leaves out are empty, never null.
 *
 * <p>Source: "Using Amazon EventBridge" in the user guides of IVS Low-Latency and Real-Time
 * Streaming. Names of fields of which that tells nothing are those seen in events.
 */
@NullMarked
package io.streamcat.event;

import org.jspecify.annotations.NullMarked;
