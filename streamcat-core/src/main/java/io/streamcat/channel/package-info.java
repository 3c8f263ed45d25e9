/** Low-latency channels and their stream keys: models, settings and the service. */
@NullMarked
package io.streamcat.channel;

import org.jspecify.annotations.NullMarked;
