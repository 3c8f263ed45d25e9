/** Login, sessions and access rules. */
@NullMarked
package io.streamcat.examples.web.security;

import org.jspecify.annotations.NullMarked;
