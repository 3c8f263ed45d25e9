/** The responses to requests that fail with an exception of StreamCat. */
@NullMarked
package io.streamcat.spring.web;

import org.jspecify.annotations.NullMarked;
