/** The Lambda function that reviews chat messages. */
@NullMarked
package io.streamcat.examples.lambda.review;

import org.jspecify.annotations.NullMarked;
