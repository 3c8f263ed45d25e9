/** The replacements for AWS and an encoder when the site runs on the emulator. */
@NullMarked
package io.streamcat.examples.web.emulator;

import org.jspecify.annotations.NullMarked;
