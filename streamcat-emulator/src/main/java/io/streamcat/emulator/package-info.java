/** The Amazon IVS control planes on localhost. */
@NullMarked
package io.streamcat.emulator;

import org.jspecify.annotations.NullMarked;
