package io.streamcat.examples.lambda;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sample events and batches, in the form that AWS documents. */
final class Events {

  private Events() {}

  /** Returns the start event of a broadcast. */
  static String start(String streamId) {
    return """
        {"version": "0", "id": "01234567-0123-0123-0123-012345678901",
         "detail-type": "IVS Stream State Change", "source": "aws.ivs",
         "account": "123456789012", "time": "%s", "region": "us-east-1",
         "resources": ["arn:aws:ivs:us-east-1:123456789012:channel/AbCdef1G2hij"],
         "detail": {"event_name": "Stream Start", "channel_name": "todd", "stream_id": "%s"}}"""
        .formatted(Instant.now(), streamId);
  }

  /** Returns a batch of messages with the ids {@code m1}, {@code m2} and so on. */
  static String batch(String... bodies) {
    return batch(List.of(bodies));
  }

  static String batch(List<String> bodies) {
    return IntStream.range(0, bodies.size())
        .mapToObj(i -> message("m" + (i + 1), bodies.get(i)))
        .collect(Collectors.joining(", ", "{\"Records\": [", "]}"));
  }

  private static String message(String id, String body) {
    return """
        {"messageId": "%s", "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
         "body": "%s",
         "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1545082649183"},
         "messageAttributes": {}, "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
         "eventSource": "aws:sqs", "awsRegion": "us-east-1",
         "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:ivs-events"}"""
        .formatted(id, body.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
  }
}
