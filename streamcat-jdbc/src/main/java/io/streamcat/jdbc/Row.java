package io.streamcat.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result, however it was read; columns of the resources are known by the names {@link
 * ResourceTable#alias} gives them.
 *
 * @param <X> how reading fails
 */
interface Row<X extends Exception> {

  String text(String column) throws X;

  @Nullable String nullableText(String column) throws X;

  long number(String column) throws X;

  @Nullable Instant instant(String column) throws X;
}
