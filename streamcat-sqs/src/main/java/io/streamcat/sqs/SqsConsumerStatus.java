package io.streamcat.sqs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer does.
 *
 * @param running whether it takes events
 * @param polledAt when SQS last answered, with messages or without, or null if it never has
 * @param queueFailure why SQS could not be called the last time, or null if it could
 * @param storeFailure why none of the last events could be stored, or null if they could
 */
public record SqsConsumerStatus(
    boolean running,
    @Nullable Instant polledAt,
    @Nullable RuntimeException queueFailure,
    @Nullable RuntimeException storeFailure) {}
