package io.streamcat.spring;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * Keeps Hibernate from creating and dropping StreamCat's tables, as it does with every entity's in
 * an embedded database: what it would create lacks the keys and indexes that make one of each one.
 * They come from the scripts. Hibernate may still validate them.
 */
final class StreamCatTablesFilter implements SchemaFilterProvider, SchemaFilter, BeanPostProcessor {

  private static final long serialVersionUID = 1L;

  private static final String SETTING = "hibernate.hbm2ddl.schema_filter_provider";

  private final Set<String> tables;

  StreamCatTablesFilter(String prefix) {
    this.tables =
        Stream.of("user", "channel", "chat_room", "stage", "broadcast", "publication")
            .map(name -> (prefix + name).toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Unless the application has a filter of its own. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof LocalContainerEntityManagerFactoryBean factory) {
      factory.getJpaPropertyMap().putIfAbsent(SETTING, this);
    }
    return bean;
  }

  @Override
  public boolean includeNamespace(Namespace namespace) {
    return true;
  }

  @Override
  public boolean includeTable(Table table) {
    return !tables.contains(table.getName().toLowerCase(Locale.ROOT));
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
