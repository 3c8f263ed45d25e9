package io.streamcat.spring.storage;

import java.util.Locale;
import java.util.Set;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * A filter that keeps Hibernate from creating and dropping StreamCat's tables in an embedded
 * database. Only the scripts create the unique keys and indexes. Hibernate may still validate the
 * tables.
 */
final class StreamCatTablesFilter implements SchemaFilterProvider, SchemaFilter, BeanPostProcessor {

  private static final long serialVersionUID = 1L;

  private static final String SETTING = "hibernate.hbm2ddl.schema_filter_provider";
  private static final String INTEGRATORS = "hibernate.integrator_provider";

  private static final Set<String> TABLES =
      Set.of(
          "streamcat_user",
          "streamcat_channel",
          "streamcat_chat_room",
          "streamcat_stage",
          "streamcat_ban",
          "streamcat_broadcast",
          "streamcat_notification",
          "streamcat_publication");

  /** Sets the filter and the check of the entities, unless the application has its own. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof LocalContainerEntityManagerFactoryBean factory) {
      factory.getJpaPropertyMap().putIfAbsent(SETTING, this);
      factory.getJpaPropertyMap().putIfAbsent(INTEGRATORS, new EntityTablesCheck());
    }
    return bean;
  }

  @Override
  public boolean includeNamespace(Namespace namespace) {
    return true;
  }

  @Override
  public boolean includeTable(Table table) {
    return !TABLES.contains(table.getName().toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean includeSequence(Sequence sequence) {
    return true;
  }

  @Override
  public SchemaFilter getCreateFilter() {
    return this;
  }

  @Override
  public SchemaFilter getDropFilter() {
    return this;
  }

  @Override
  public SchemaFilter getTruncatorFilter() {
    return this;
  }

  @Override
  public SchemaFilter getMigrateFilter() {
    return this;
  }

  @Override
  public SchemaFilter getValidateFilter() {
    return SchemaFilter.ALL;
  }
}
