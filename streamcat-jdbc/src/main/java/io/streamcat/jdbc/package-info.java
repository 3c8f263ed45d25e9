/**
 * The repositories of users, bans and broadcasts in a relational database, and its schema.
 *
 * <p>Tables, statements and time zone rules are described in {@code docs/reference/schema.md}.
 */
@NullMarked
package io.streamcat.jdbc;

import org.jspecify.annotations.NullMarked;
