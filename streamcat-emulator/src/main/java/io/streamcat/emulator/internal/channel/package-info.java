/** Channels with their stream keys, ad configurations and private playback. */
@NullMarked
package io.streamcat.emulator.internal.channel;

import org.jspecify.annotations.NullMarked;
