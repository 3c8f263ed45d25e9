/** Stages with their sessions, participants, tokens and recordings. */
@NullMarked
package io.streamcat.emulator.internal.stage;

import org.jspecify.annotations.NullMarked;
