/** The connection of live video to the emulator. */
@NullMarked
package io.streamcat.emulator.media.internal;

import org.jspecify.annotations.NullMarked;
