package io.streamcat.spring;

import org.springframework.beans.factory.InitializingBean;

/**
 * An initializer of the tables, which runs before a repository or a persistence unit uses them. A
 * bean of the application replaces StreamCat's own initializer, regardless of {@code
 * streamcat.jdbc.initialize-schema}.
 */
@FunctionalInterface
public interface StreamCatSchemaInitializer extends InitializingBean {

  /**
   * Creates or updates the tables.
   *
   * @throws Exception if that fails; the application does not start then
   */
  @Override
  void afterPropertiesSet() throws Exception;
}
