package io.streamcat.sqs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a consumer.
 *
 * @param running whether the consumer receives events
 * @param polledAt the time of SQS's last answer, with or without messages, or null if there was
 *     none
 * @param queueFailure the failure of the last call of SQS, or null if it succeeded
 * @param storeFailure the failure to store the last events, or null if they were stored
 */
public record SqsConsumerStatus(
    boolean running,
    @Nullable Instant polledAt,
    @Nullable Throwable queueFailure,
    @Nullable Throwable storeFailure) {}
