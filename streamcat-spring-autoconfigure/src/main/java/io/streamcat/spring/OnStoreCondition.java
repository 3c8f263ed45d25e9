package io.streamcat.spring;

import io.streamcat.spring.StreamCatProperties.Store;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Chooses between a persistence unit and a data source, if nobody else has. A data source that is
 * marked as StreamCat's own comes first: the persistence unit is on another one then.
 */
final class OnStoreCondition extends SpringBootCondition implements ConfigurationCondition {

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Store store =
        metadata.getAnnotations().get(ConditionalOnStore.class).getEnum("value", Store.class);
    Store wanted =
        Binder.get(context.getEnvironment())
            .bind("streamcat.store", Store.class)
            .orElse(Store.AUTO);
    if (wanted != Store.AUTO) {
      return new ConditionOutcome(wanted == store, "streamcat.store is " + wanted);
    }
    ListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
    return switch (store) {
      case JPA ->
          StreamCatDataSources.hasOwn(beans)
              ? ConditionOutcome.noMatch("there is a data source marked @StreamCatDataSource")
              : found(beans, EntityManagerFactory.class);
      case JDBC -> found(beans, DataSource.class);
      default -> ConditionOutcome.noMatch("streamcat.store is not " + store);
    };
  }

  private static ConditionOutcome found(ListableBeanFactory beans, Class<?> type) {
    boolean found = beans.getBeanNamesForType(type, true, false).length > 0;
    return new ConditionOutcome(
        found, (found ? "found a bean of type " : "there is no bean of type ") + type.getName());
  }
}
