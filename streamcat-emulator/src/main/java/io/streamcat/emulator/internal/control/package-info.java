/** The control API for tests: Java calls and HTTP requests that steer the emulator. */
@NullMarked
package io.streamcat.emulator.internal.control;

import org.jspecify.annotations.NullMarked;
