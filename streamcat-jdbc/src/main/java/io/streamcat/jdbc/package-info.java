/**
 * Users in a relational database: a repository on plain JDBC, one on JPA, and the schema both use.
 *
 * <p>Tables, statements and time zone rules are described in {@code docs/persistence.md}.
 */
@NullMarked
package io.streamcat.jdbc;

import org.jspecify.annotations.NullMarked;
