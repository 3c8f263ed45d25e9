/** The connection between the emulator and live video, which another module implements. */
@NullMarked
package io.streamcat.emulator.internal.media;

import org.jspecify.annotations.NullMarked;
