/**
 * A program that registers users and prints what they need to go live; the entry point is {@code
 * Main}.
 */
@NullMarked
package io.streamcat.examples.quickstart;

import org.jspecify.annotations.NullMarked;
