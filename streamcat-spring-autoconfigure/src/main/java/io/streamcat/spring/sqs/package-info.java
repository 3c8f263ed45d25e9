/** The auto-configuration of the event consumer for an SQS queue. */
@NullMarked
package io.streamcat.spring.sqs;

import org.jspecify.annotations.NullMarked;
