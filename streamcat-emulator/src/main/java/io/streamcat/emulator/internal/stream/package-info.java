/** Live streams: their sessions, events and recordings. */
@NullMarked
package io.streamcat.emulator.internal.stream;

import org.jspecify.annotations.NullMarked;
