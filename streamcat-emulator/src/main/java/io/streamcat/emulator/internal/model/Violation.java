package io.streamcat.emulator.internal.model;

/**
 * One rule of the API model that a value breaks.
 *
 * @param path where, such as {@code tags.owner} or {@code arns[3]}; never empty
 * @param message which rule, without quoting the value, which may be sensitive
 */
public record Violation(String path, String message) {}
