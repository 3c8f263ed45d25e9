package io.streamcat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * A qualifier for the {@code DataSource} of StreamCat in an application that has several.
 *
 * <pre>{@code
 * @Bean(defaultCandidate = false)
 * @StreamCatDataSource
 * DataSource streamCatDataSource() {
 *   return DataSourceBuilder.create().url("jdbc:postgresql://localhost/streamcat").build();
 * }
 * }</pre>
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface StreamCatDataSource {}
