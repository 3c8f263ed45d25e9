/** The emulator in tests with JUnit Jupiter, which the application brings. */
@NullMarked
package io.streamcat.emulator.junit;

import org.jspecify.annotations.NullMarked;
