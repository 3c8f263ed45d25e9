/** A command-line tool that manages the users in a database; the entry point is {@code Main}. */
@NullMarked
package io.streamcat.examples.cli;

import org.jspecify.annotations.NullMarked;
