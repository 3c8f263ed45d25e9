package io.streamcat.examples.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on one user.
 *
 * @param origin where the user was named, for messages
 * @param username the user's name, or null if it cannot be told
 * @param work does it; what it throws is its outcome
 */
record Task(String origin, @Nullable String username, Supplier<ProvisionResult> work) {}
