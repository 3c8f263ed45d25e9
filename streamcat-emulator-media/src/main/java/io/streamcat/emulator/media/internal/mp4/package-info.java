/** Fragmented MP4. */
@NullMarked
package io.streamcat.emulator.media.internal.mp4;

import org.jspecify.annotations.NullMarked;
