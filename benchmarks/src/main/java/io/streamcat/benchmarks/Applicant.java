package io.streamcat.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Someone who registers.
 *
 * @param username the username, which is the user's id as well if there is no password
 * @param password the password, or null if the application keeps it elsewhere
 */
record Applicant(String username, @Nullable String password) {}
