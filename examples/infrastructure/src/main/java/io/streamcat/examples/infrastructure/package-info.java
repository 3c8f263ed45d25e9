/**
 * What StreamCat needs in an AWS account besides its users' channels, rooms and stages; the entry
 * point is {@code InfrastructureApp}.
 */
@NullMarked
package io.streamcat.examples.infrastructure;

import org.jspecify.annotations.NullMarked;
