/** What private channels are watched with, and the key that signs it. */
@NullMarked
package io.streamcat.examples.web.playback;

import org.jspecify.annotations.NullMarked;
