/** HTTP requests that the emulator sends: events to destinations, messages to a reviewer. */
@NullMarked
package io.streamcat.emulator.internal.outbound;

import org.jspecify.annotations.NullMarked;
