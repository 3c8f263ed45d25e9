/** Real-time stages: models, settings and the service. */
@NullMarked
package io.streamcat.realtime;

import org.jspecify.annotations.NullMarked;
