/** Looks after the users in a database from the command line; the entry point is {@code Main}. */
@NullMarked
package io.streamcat.examples.cli;

import org.jspecify.annotations.NullMarked;
