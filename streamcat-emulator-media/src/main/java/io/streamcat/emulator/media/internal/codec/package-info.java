/** H.264 and AAC as encoders send them in FLV tags. */
@NullMarked
package io.streamcat.emulator.media.internal.codec;

import org.jspecify.annotations.NullMarked;
