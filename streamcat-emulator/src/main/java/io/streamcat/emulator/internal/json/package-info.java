/** JSON as plain maps, lists and scalars. */
@NullMarked
package io.streamcat.emulator.internal.json;

import org.jspecify.annotations.NullMarked;
