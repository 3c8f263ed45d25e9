package io.streamcat.emulator.internal.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of one service.
 *
 * @param service the service that it belongs to
 * @param name its name, such as {@code CreateChannel}
 * @param method its HTTP method
 * @param uri its path, which is {@code /tags/{resourceArn}} for the tag operations
 * @param status the HTTP status of a success
 * @param input the name of the input structure
 * @param output the name of the output structure, or null if a success has no body
 * @param errors the errors that it declares
 */
public record Operation(
    Service service,
    String name,
    String method,
    String uri,
    int status,
    String input,
    @Nullable String output,
    List<String> errors) {

  /** Returns the service and the name, such as {@code ivs CreateChannel}. */
  @Override
  public String toString() {
    return service.id() + " " + name;
  }
}
