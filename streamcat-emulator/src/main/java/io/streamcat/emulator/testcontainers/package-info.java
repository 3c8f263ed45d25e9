/** Testcontainers support for the emulator; the application provides Testcontainers. */
@NullMarked
package io.streamcat.emulator.testcontainers;

import org.jspecify.annotations.NullMarked;
