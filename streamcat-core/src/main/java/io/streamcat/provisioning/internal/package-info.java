/** The engine of provisioning: registration, leases, recovery and the work on one user. */
@NullMarked
package io.streamcat.provisioning.internal;

import org.jspecify.annotations.NullMarked;
