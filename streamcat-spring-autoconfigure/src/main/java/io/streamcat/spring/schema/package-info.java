/** The auto-configuration of the tables: scripts, Flyway or Liquibase. */
@NullMarked
package io.streamcat.spring.schema;

import org.jspecify.annotations.NullMarked;
