package io.streamcat.spring.users;

import io.streamcat.exception.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer that explains how to store bans in an application that stores users itself.
 */
final class BanListMissingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidInputException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidInputException cause) {
    if (!cause.field().equals("storage.bans")) {
      return null;
    }
    return new FailureAnalysis(
        "The application has its own UserRepository, and StreamCat has no BanList to store bans"
            + " from chat rooms.",
        "Define a bean of type io.streamcat.operations.BanList: JdbcBanList.create(dataSource) of"
            + " io.streamcat:streamcat-jdbc, your own implementation, or BanList.inMemory() if"
            + " bans may be lost when the application stops.",
        cause);
  }
}
