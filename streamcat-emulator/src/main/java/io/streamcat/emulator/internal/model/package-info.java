/** The API models of the three services, and what they say about a request or an answer. */
@NullMarked
package io.streamcat.emulator.internal.model;

import org.jspecify.annotations.NullMarked;
