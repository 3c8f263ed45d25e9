/** The Lambda function that stores the events of IVS in PostgreSQL. */
@NullMarked
package io.streamcat.examples.lambda.events;

import org.jspecify.annotations.NullMarked;
