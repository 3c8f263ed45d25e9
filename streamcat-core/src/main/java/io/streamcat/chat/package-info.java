/** Chat rooms: models, settings and the service. */
@NullMarked
package io.streamcat.chat;

import org.jspecify.annotations.NullMarked;
