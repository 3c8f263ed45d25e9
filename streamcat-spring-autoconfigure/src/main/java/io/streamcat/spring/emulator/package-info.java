/** The auto-configuration of the embedded emulator. */
@NullMarked
package io.streamcat.spring.emulator;

import org.jspecify.annotations.NullMarked;
