/**
 * The AWS resources that StreamCat needs in addition to its users' channels, rooms and stages; the
 * entry point is {@code InfrastructureApp}.
 */
@NullMarked
package io.streamcat.examples.infrastructure;

import org.jspecify.annotations.NullMarked;
