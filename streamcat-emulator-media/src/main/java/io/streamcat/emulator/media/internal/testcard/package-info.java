/** A picture for broadcasts without an encoder. */
@NullMarked
package io.streamcat.emulator.media.internal.testcard;

import org.jspecify.annotations.NullMarked;
