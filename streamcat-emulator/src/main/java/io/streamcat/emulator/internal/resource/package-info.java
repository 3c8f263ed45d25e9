/** The resources of the emulated account: their types, storage, events and transactions. */
@NullMarked
package io.streamcat.emulator.internal.resource;

import org.jspecify.annotations.NullMarked;
