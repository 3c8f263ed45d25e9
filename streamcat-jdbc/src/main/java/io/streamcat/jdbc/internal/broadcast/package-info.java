/** The tables of broadcasts and publications. This package is not part of the API. */
@NullMarked
package io.streamcat.jdbc.internal.broadcast;

import org.jspecify.annotations.NullMarked;
