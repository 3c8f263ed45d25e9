/** Chat tokens, roles, moderators and bans. */
@NullMarked
package io.streamcat.examples.web.chat;

import org.jspecify.annotations.NullMarked;
