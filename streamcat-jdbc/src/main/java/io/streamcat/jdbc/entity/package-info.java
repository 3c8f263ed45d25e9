/**
 * The tables as entities of Jakarta Persistence, for an application's own queries and relations.
 *
 * <p>The entities are read-only: StreamCat writes the tables on plain JDBC, in transactions of its
 * own. A persistence unit that lists its classes lists those of {@link
 * io.streamcat.jdbc.entity.StreamCatEntities#classes()}; one that scans packages scans this one.
 */
@NullMarked
package io.streamcat.jdbc.entity;

import org.jspecify.annotations.NullMarked;
