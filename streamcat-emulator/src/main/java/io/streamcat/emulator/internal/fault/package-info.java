/** Fault rules: their scopes, their JSON form and their application to requests. */
@NullMarked
package io.streamcat.emulator.internal.fault;

import org.jspecify.annotations.NullMarked;
