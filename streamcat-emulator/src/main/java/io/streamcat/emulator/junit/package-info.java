/** JUnit Jupiter extension for the emulator; the application provides JUnit. */
@NullMarked
package io.streamcat.emulator.junit;

import org.jspecify.annotations.NullMarked;
