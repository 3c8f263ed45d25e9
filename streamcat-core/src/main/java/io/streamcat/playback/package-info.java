/** Private channels: who may watch them, from where, and until when. */
@NullMarked
package io.streamcat.playback;

import org.jspecify.annotations.NullMarked;
