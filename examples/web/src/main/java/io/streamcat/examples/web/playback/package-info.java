/** Tickets for private channels, and the key that signs them. */
@NullMarked
package io.streamcat.examples.web.playback;

import org.jspecify.annotations.NullMarked;
