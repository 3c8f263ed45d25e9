/** The consumer of an Amazon SQS queue to which an EventBridge rule sends IVS events. */
@NullMarked
package io.streamcat.sqs;

import org.jspecify.annotations.NullMarked;
