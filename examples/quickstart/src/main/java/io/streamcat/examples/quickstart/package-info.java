/** Registers users and prints what they broadcast with; the entry point is {@code Main}. */
@NullMarked
package io.streamcat.examples.quickstart;

import org.jspecify.annotations.NullMarked;
