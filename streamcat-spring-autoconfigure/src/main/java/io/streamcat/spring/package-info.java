/**
 * StreamCat in a Spring Boot application: auto-configuration, one class for each concern, and the
 * few types an application uses to change it.
 */
@NullMarked
package io.streamcat.spring;

import org.jspecify.annotations.NullMarked;
