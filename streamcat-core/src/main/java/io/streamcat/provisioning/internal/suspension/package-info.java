/** The suspension of users: its transitions and its calls. */
@NullMarked
package io.streamcat.provisioning.internal.suspension;

import org.jspecify.annotations.NullMarked;
