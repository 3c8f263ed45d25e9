/** The control plane: all operations of one account behind one lock. */
@NullMarked
package io.streamcat.emulator.internal.controlplane;

import org.jspecify.annotations.NullMarked;
