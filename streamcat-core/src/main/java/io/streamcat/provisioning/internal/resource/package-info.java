/** The tasks of the engine: creating, finding, changing and deleting resources. */
@NullMarked
package io.streamcat.provisioning.internal.resource;

import org.jspecify.annotations.NullMarked;
