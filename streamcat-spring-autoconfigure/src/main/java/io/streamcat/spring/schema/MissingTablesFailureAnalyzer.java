package io.streamcat.spring.schema;

import io.streamcat.exception.StorageException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A failure analyzer that names the property by which missing tables are created. */
final class MissingTablesFailureAnalyzer extends AbstractFailureAnalyzer<StorageException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, StorageException cause) {
    String message = String.valueOf(cause.getMessage());
    if (!message.contains("StreamCatSchema.migrate()")) {
      return null;
    }
    return new FailureAnalysis(
        "StreamCat cannot store users: " + message + ".",
        "Set streamcat.jdbc.initialize-schema=always to have the tables created or updated at"
            + " start, use Flyway or Liquibase in the application, or run the scripts yourself.",
        cause);
  }
}
