/** Chat messaging over WebSocket: who is in which room, and what they say to each other. */
@NullMarked
package io.streamcat.emulator.internal.chat;

import org.jspecify.annotations.NullMarked;
