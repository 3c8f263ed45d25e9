/** The server side of RTMP, for encoders. */
@NullMarked
package io.streamcat.emulator.media.internal.rtmp;

import org.jspecify.annotations.NullMarked;
