/**
 * The auto-configuration of the repositories: in the data source, as JPA entities, or in memory.
 */
@NullMarked
package io.streamcat.spring.storage;

import org.jspecify.annotations.NullMarked;
