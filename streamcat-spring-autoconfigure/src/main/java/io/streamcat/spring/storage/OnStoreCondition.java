package io.streamcat.spring.storage;

import io.streamcat.spring.internal.StreamCatProperties.Store;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches if {@code streamcat.store} is {@code jdbc}, or if it is not set and
 * there is a data source.
 */
final class OnStoreCondition extends SpringBootCondition implements ConfigurationCondition {

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Store wanted =
        Binder.get(context.getEnvironment())
            .bind("streamcat.store", Store.class)
            .orElse(Store.AUTO);
    if (wanted != Store.AUTO) {
      return new ConditionOutcome(wanted == Store.JDBC, "streamcat.store is " + wanted);
    }
    boolean found =
        Objects.requireNonNull(context.getBeanFactory())
                .getBeanNamesForType(DataSource.class, true, false)
                .length
            > 0;
    return new ConditionOutcome(
        found, (found ? "found a bean of type " : "there is no bean of type ") + "DataSource");
  }
}
