/** The auto-configuration of recurring work: recovery, repair of broadcasts and notifications. */
@NullMarked
package io.streamcat.spring.scheduling;

import org.jspecify.annotations.NullMarked;
