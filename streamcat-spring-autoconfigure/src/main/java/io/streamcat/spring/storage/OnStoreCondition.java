package io.streamcat.spring.storage;

import io.streamcat.spring.internal.StreamCatDataSources;
import io.streamcat.spring.internal.StreamCatProperties.Store;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches if {@code streamcat.store} is not {@code memory}, and there is one data
 * source for StreamCat.
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
    if (wanted == Store.MEMORY) {
      return ConditionOutcome.noMatch("streamcat.store is " + wanted);
    }
    ConfigurableListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
    if (StreamCatDataSources.hasOne(beans)) {
      return ConditionOutcome.match("found a bean of type DataSource");
    }
    return ConditionOutcome.noMatch(
        StreamCatDataSources.hasAny(beans)
            ? "there are several beans of type DataSource; mark one with @StreamCatDataSource or"
                + " @Primary"
            : "there is no bean of type DataSource");
  }
}
