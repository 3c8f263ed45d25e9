/** The public pages of users. */
@NullMarked
package io.streamcat.examples.web.channel;

import org.jspecify.annotations.NullMarked;
