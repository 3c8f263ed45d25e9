/** Private channels: playback tokens, restriction policies and revocation. */
@NullMarked
package io.streamcat.playback;

import org.jspecify.annotations.NullMarked;
