/** The JSON that the tables hold. This package is not part of the API. */
@NullMarked
package io.streamcat.jdbc.internal.json;

import org.jspecify.annotations.NullMarked;
