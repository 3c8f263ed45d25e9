/**
 * Clients and calls of AWS: timeouts, retries, rate limits, and creates that are never repeated
 * blindly.
 *
 * <p>The facts about Amazon IVS come from its API models of 2020-07-14 and from the Amazon IVS User
 * Guide.
 */
@NullMarked
package io.streamcat.aws;

import org.jspecify.annotations.NullMarked;
