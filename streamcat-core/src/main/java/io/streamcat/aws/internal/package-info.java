/** The machinery of AWS calls: clients, turns, attempts and clocks. */
@NullMarked
package io.streamcat.aws.internal;

import org.jspecify.annotations.NullMarked;
