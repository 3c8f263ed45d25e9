/**
 * The tables as entities of Jakarta Persistence, for an application's own queries and relations.
 *
 * <p>The entities are read-only: StreamCat writes the tables through plain JDBC, in its own
 * transactions. A persistence unit that lists its classes must list those of {@link
 * io.streamcat.jdbc.entity.StreamCatEntities#classes()}; one that scans packages must scan this
 * one.
 */
@NullMarked
package io.streamcat.jdbc.entity;

import org.jspecify.annotations.NullMarked;
