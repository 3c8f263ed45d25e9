/** The storage of stream keys and SRT passphrases. This package is not part of the API. */
@NullMarked
package io.streamcat.jdbc.internal.secret;

import org.jspecify.annotations.NullMarked;
