/** Recordings in the layout of Amazon IVS. */
@NullMarked
package io.streamcat.emulator.media.internal.record;

import org.jspecify.annotations.NullMarked;
