/** What everyone sees of a user. */
@NullMarked
package io.streamcat.examples.web.channel;

import org.jspecify.annotations.NullMarked;
