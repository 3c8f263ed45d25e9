/** Encoders: their connections, limits and health, and their broadcasts. */
@NullMarked
package io.streamcat.emulator.media.internal.ingest;

import org.jspecify.annotations.NullMarked;
