/** Logs and metrics of the functions, as lines of JSON that CloudWatch reads. */
@NullMarked
package io.streamcat.examples.lambda.observability;

import org.jspecify.annotations.NullMarked;
