/** A certificate for RTMPS. */
@NullMarked
package io.streamcat.emulator.media.internal.tls;

import org.jspecify.annotations.NullMarked;
