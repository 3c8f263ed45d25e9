/** Benchmarks of registration through StreamCat, compared with the same calls written by hand. */
@NullMarked
package io.streamcat.benchmarks;

import org.jspecify.annotations.NullMarked;
