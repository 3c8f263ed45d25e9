/** What the emulated account holds, and the operations that change it. */
@NullMarked
package io.streamcat.emulator.internal.resource;

import org.jspecify.annotations.NullMarked;
