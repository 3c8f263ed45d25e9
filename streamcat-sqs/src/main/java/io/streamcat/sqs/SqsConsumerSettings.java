package io.streamcat.sqs;

import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * The settings of a consumer.
 *
 * @param pollers the number of batches that are handled in parallel
 * @param pollWait the longest that SQS waits for a message
 * @param visibility the time for which a received message is hidden from other consumers
 * @param closeTimeout the longest that closing waits for received batches
 * @param threads the factory of the threads
 * @param clock the clock
 * @param sleeper the sleeper for all pauses
 */
record SqsConsumerSettings(
    int pollers,
    Duration pollWait,
    Duration visibility,
    Duration closeTimeout,
    ThreadFactory threads,
    Clock clock,
    Sleeper sleeper) {}
