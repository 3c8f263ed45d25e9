/** The parts that operations have in common: dispatch, pages, filters, batches and tags. */
@NullMarked
package io.streamcat.emulator.internal.operation;

import org.jspecify.annotations.NullMarked;
