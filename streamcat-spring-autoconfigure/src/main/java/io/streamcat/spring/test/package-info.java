/** Support for tests of Spring Boot applications that use StreamCat. */
@NullMarked
package io.streamcat.spring.test;

import org.jspecify.annotations.NullMarked;
