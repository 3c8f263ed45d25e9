/** Who comes into whose chat room, and who keeps order there. */
@NullMarked
package io.streamcat.examples.web.chat;

import org.jspecify.annotations.NullMarked;
