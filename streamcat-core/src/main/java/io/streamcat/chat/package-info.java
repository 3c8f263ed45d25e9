/** Chat rooms: models, settings, tokens and the service. */
@NullMarked
package io.streamcat.chat;

import org.jspecify.annotations.NullMarked;
