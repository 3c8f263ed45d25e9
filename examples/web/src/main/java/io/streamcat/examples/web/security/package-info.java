/** Who someone is, and what that someone may do. */
@NullMarked
package io.streamcat.examples.web.security;

import org.jspecify.annotations.NullMarked;
