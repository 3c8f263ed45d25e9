/** Takes the events of IVS in from an Amazon SQS queue that an EventBridge rule sends them to. */
@NullMarked
package io.streamcat.sqs;

import org.jspecify.annotations.NullMarked;
