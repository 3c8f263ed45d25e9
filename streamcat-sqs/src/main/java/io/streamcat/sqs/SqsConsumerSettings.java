package io.streamcat.sqs;

import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * How a consumer works, as its builder describes it.
 *
 * @param pollers how many batches are taken side by side
 * @param pollWait how long SQS waits for a message
 * @param visibility how long a message in hand is hidden from others
 * @param closeTimeout how long closing waits for batches in hand
 * @param threads makes the threads
 * @param clock tells the time
 * @param sleeper waits
 */
record SqsConsumerSettings(
    int pollers,
    Duration pollWait,
    Duration visibility,
    Duration closeTimeout,
    ThreadFactory threads,
    Clock clock,
    Sleeper sleeper) {}
