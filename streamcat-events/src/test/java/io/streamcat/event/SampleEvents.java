package io.streamcat.event;

import java.time.Instant;

/** Sample events, as AWS documents them. */
public final class SampleEvents {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final String CHANNEL = "arn:aws:ivs:us-east-1:123456789012:channel/AbCdef1G2hij";
  public static final String STAGE = "arn:aws:ivs:us-east-1:123456789012:stage/AbCdef1G2hij";
  public static final String STREAM = "st-1A2b3c4D5e6F78ghij9Klmn";

  private SampleEvents() {}

  /** Returns an event of a channel or a stage. */
  public static IvsEvent event(String detailType, String arn, Instant time, String detail) {
    return IvsEvent.parse(json(detailType, '"' + arn + '"', time, detail));
  }

  /** Returns an event of a broadcast on the sample channel. */
  public static IvsEvent stream(String eventName, String streamId, Instant time) {
    return stream(eventName, streamId, CHANNEL, time);
  }

  /** Returns an event of a broadcast on another channel. */
  public static IvsEvent stream(
      String eventName, String streamId, String channelArn, Instant time) {
    return event(
        eventName.startsWith("Starvation")
            ? StreamHealthChange.DETAIL_TYPE
            : StreamStateChange.DETAIL_TYPE,
        channelArn,
        time,
        """
        {"event_name": "%s", "channel_name": "todd", "stream_id": "%s"}\
        """
            .formatted(eventName, streamId));
  }

  /** Returns the event that the recording of a broadcast is complete. */
  public static IvsEvent recordingEnd(String streamId, Instant time) {
    return event(
        RecordingStateChange.DETAIL_TYPE,
        CHANNEL,
        time,
        """
        {"recording_status": "Recording End", "stream_id": "%s",
         "recording_s3_bucket_name": "recordings", "recording_s3_key_prefix": "ivs/v1"}\
        """
            .formatted(streamId));
  }

  static String json(String detailType, String resources, Instant time, String detail) {
    return """
    {"version": "0", "id": "12345678-1a23-4567-a1bc-1a2b34567890", "detail-type": "%s",
     "source": "aws.ivs", "account": "123456789012", "time": "%s", "region": "us-east-1",
     "resources": [%s], "detail": %s}
    """
        .formatted(detailType, time, resources, detail);
  }
}
