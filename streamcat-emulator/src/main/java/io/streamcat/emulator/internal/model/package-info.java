/** The API models of the three services, and the validation of requests and answers. */
@NullMarked
package io.streamcat.emulator.internal.model;

import org.jspecify.annotations.NullMarked;
