/** Stage tokens, roles and guests. */
@NullMarked
package io.streamcat.examples.web.stage;

import org.jspecify.annotations.NullMarked;
