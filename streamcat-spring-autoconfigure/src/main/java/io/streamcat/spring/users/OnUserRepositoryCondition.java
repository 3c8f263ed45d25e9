package io.streamcat.spring.users;

import io.streamcat.repository.UserRepository;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches if there is a user repository. Its message is shown when the user
 * provisioner is missing.
 */
final class OnUserRepositoryCondition extends SpringBootCondition
    implements ConfigurationCondition {

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String[] found =
        Objects.requireNonNull(context.getBeanFactory())
            .getBeanNamesForType(UserRepository.class, true, false);
    return found.length > 0
        ? ConditionOutcome.match("found " + String.join(", ", found))
        : ConditionOutcome.noMatch(
            "there is no UserRepository: configure a DataSource (spring.datasource.url, or an"
                + " embedded database on the class path; of several, mark one with"
                + " @StreamCatDataSource or @Primary) and add streamcat-jdbc to the class path,"
                + " define a UserRepository, or set streamcat.store=memory");
  }
}
