/** Statements, rows, transactions and databases. This package is not part of the API. */
@NullMarked
package io.streamcat.jdbc.internal.sql;

import org.jspecify.annotations.NullMarked;
