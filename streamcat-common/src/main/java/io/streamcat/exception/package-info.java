/**
 * The exceptions of StreamCat, a shallow tree of unchecked exceptions, and the checks that detect
 * invalid input early.
 */
@NullMarked
package io.streamcat.exception;

import org.jspecify.annotations.NullMarked;
