/** Chat messaging over WebSocket: rooms, members and messages. */
@NullMarked
package io.streamcat.emulator.internal.chat;

import org.jspecify.annotations.NullMarked;
