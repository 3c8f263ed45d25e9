package io.streamcat.examples.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on one user.
 *
 * @param origin the place where the user was named, for messages
 * @param username the username, or null if unknown
 * @param work the work; an exception it throws becomes the result
 */
record Task(String origin, @Nullable String username, Supplier<ProvisionResult> work) {}
