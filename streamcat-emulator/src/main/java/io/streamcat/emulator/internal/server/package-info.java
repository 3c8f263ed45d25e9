/** The HTTP server: routing, request log, rate limits and error responses. */
@NullMarked
package io.streamcat.emulator.internal.server;

import org.jspecify.annotations.NullMarked;
