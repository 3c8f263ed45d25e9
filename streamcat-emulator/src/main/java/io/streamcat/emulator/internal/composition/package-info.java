/** Compositions with their destinations, layouts and storage. */
@NullMarked
package io.streamcat.emulator.internal.composition;

import org.jspecify.annotations.NullMarked;
