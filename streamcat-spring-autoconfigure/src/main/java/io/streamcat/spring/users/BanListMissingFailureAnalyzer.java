package io.streamcat.spring.users;

import io.streamcat.exception.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains how to store bans in an application that stores users itself. */
final class BanListMissingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidInputException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidInputException cause) {
    if (!cause.field().equals("banList")) {
      return null;
    }
    return new FailureAnalysis(
        "The application stores users itself, and StreamCat has no place to store bans from chat"
            + " rooms.",
        "Define a bean of type io.streamcat.operations.BanList: JdbcBanList.create(dataSource) of"
            + " io.streamcat:streamcat-jdbc, an implementation of the application's own, or"
            + " BanList.inMemory() if bans may be forgotten when the application stops.",
        cause);
  }
}
