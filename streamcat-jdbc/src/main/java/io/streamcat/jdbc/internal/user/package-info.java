/** The tables of users and their resources. This package is not part of the API. */
@NullMarked
package io.streamcat.jdbc.internal.user;

import org.jspecify.annotations.NullMarked;
