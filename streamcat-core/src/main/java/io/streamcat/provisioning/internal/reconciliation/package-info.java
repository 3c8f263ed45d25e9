/** The comparison of users with AWS, and the repair of differences. */
@NullMarked
package io.streamcat.provisioning.internal.reconciliation;

import org.jspecify.annotations.NullMarked;
