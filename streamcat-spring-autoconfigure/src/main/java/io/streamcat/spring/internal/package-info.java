/** Properties, conditions and helpers that the auto-configurations share. Not part of the API. */
@NullMarked
package io.streamcat.spring.internal;

import org.jspecify.annotations.NullMarked;
