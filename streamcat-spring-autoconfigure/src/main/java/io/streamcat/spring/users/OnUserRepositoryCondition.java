package io.streamcat.spring.users;

import io.streamcat.repository.UserRepository;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if users can be kept somewhere. Its message is what someone reads who asks for the
 * provisioner in vain.
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
            "there is no place to keep users in: configure a DataSource (spring.datasource.url, or"
                + " an embedded database on the class path) and have streamcat-jdbc on the class"
                + " path, define a UserRepository, or set streamcat.store=memory");
  }
}
