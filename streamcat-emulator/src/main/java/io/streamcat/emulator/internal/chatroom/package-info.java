/** Chat rooms with their tokens, events and logging configurations. */
@NullMarked
package io.streamcat.emulator.internal.chatroom;

import org.jspecify.annotations.NullMarked;
