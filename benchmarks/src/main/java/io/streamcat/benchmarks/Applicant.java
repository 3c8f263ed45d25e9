package io.streamcat.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A user who registers.
 *
 * @param username the username, which is also the user's id if there is no password
 * @param password the password, or null if the application stores it elsewhere
 */
record Applicant(String username, @Nullable String password) {}
