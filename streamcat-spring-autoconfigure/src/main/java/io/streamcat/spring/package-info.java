/**
 * The types with which a Spring Boot application customizes StreamCat. The packages below this one
 * contain the auto-configurations, by feature.
 */
@NullMarked
package io.streamcat.spring;

import org.jspecify.annotations.NullMarked;
