package io.streamcat.emulator.internal.model;

/**
 * One rule of the API model that a value breaks.
 *
 * @param path the path of the value, such as {@code tags.owner} or {@code arns[3]}; never empty
 * @param message the rule, without the value, which may be sensitive
 */
public record Violation(String path, String message) {}
