/** The state of an account in a file. */
@NullMarked
package io.streamcat.emulator.internal.state;

import org.jspecify.annotations.NullMarked;
