/** The pages on which users manage their own resources. */
@NullMarked
package io.streamcat.examples.web.dashboard;

import org.jspecify.annotations.NullMarked;
