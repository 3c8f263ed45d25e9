package io.streamcat.spring;

import org.springframework.beans.factory.InitializingBean;

/**
 * Sees to it that the tables are there, before a repository or a persistence unit uses them. An
 * application that defines a bean of this type does so itself, whatever {@code
 * streamcat.jdbc.initialize-schema} says.
 */
@FunctionalInterface
public interface StreamCatSchemaInitializer extends InitializingBean {

  /**
   * Creates the tables or brings them up to date.
   *
   * @throws Exception if that fails, which fails the start of the application
   */
  @Override
  void afterPropertiesSet() throws Exception;
}
