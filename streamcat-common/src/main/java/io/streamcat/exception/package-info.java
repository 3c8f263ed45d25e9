/**
 * What can go wrong, as a shallow tree of unchecked exceptions, and the checks that find bad input
 * early.
 */
@NullMarked
package io.streamcat.exception;

import org.jspecify.annotations.NullMarked;
