/** The console: pages for the browser, and the stream of changes that keeps them up to date. */
@NullMarked
package io.streamcat.emulator.internal.console;

import org.jspecify.annotations.NullMarked;
