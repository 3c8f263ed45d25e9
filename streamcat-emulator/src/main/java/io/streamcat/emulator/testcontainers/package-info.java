/** The emulator in a container, with Testcontainers, which the application brings. */
@NullMarked
package io.streamcat.emulator.testcontainers;

import org.jspecify.annotations.NullMarked;
