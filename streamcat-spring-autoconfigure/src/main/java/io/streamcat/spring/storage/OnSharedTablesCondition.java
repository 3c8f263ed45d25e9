package io.streamcat.spring.storage;

import io.streamcat.spring.internal.StreamCatDataSources;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches if StreamCat's tables are where its entities expect them: in the
 * application's own database, under their standard names.
 */
final class OnSharedTablesCondition extends SpringBootCondition implements ConfigurationCondition {

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    if (StreamCatDataSources.hasOwn(Objects.requireNonNull(context.getBeanFactory()))) {
      return ConditionOutcome.noMatch("there is a data source marked @StreamCatDataSource");
    }
    Environment environment = context.getEnvironment();
    String prefix = environment.getProperty("streamcat.jdbc.table-prefix", "streamcat_");
    boolean standard =
        prefix.equals("streamcat_") && !environment.containsProperty("streamcat.jdbc.schema");
    return new ConditionOutcome(
        standard, "the tables have " + (standard ? "their standard" : "other") + " names");
  }
}
