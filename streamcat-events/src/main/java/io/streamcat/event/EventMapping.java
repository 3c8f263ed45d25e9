package io.streamcat.event;

import io.streamcat.exception.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mapping from JSON objects to events. */
final class EventMapping {

  private EventMapping() {}

  static IvsEvent event(Map<String, @Nullable Object> json) {
    EventFields fields = new EventFields("", EventWrappers.unwrapped(json));
    String source = fields.required("source");
    if (!source.equals(IvsEvent.SOURCE)) {
      throw new InvalidInputException("source", IvsEvent.SOURCE, "is another source");
    }
    EventFields detail = fields.object("detail");
    EventHeader header = header(fields, detail);
    return switch (header.detailType()) {
      case StreamStateChange.DETAIL_TYPE ->
          new StreamStateChange(
              header,
              detail.text("event_name"),
              detail.text("channel_name"),
              detail.text("stream_id"),
              detail.text("reason"),
              detail.text("code"));
      case StreamHealthChange.DETAIL_TYPE ->
          new StreamHealthChange(
              header,
              detail.text("event_name"),
              detail.text("channel_name"),
              detail.text("stream_id"));
      case LimitBreach.DETAIL_TYPE ->
          new LimitBreach(
              header,
              detail.text("limit_name"),
              detail.number("limit_value"),
              detail.number("exceeded_by"),
              detail.text("limit_unit"),
              detail.text("channel_name"),
              detail.text("stream_id"));
      case RecordingStateChange.DETAIL_TYPE ->
          new RecordingStateChange(
              header,
              detail.text("recording_status"),
              detail.text("recording_status_reason"),
              detail.text("recording_s3_bucket_name"),
              detail.text("recording_s3_key_prefix"),
              detail.millis("recording_duration_ms"),
              detail.text("channel_name"),
              detail.text("stream_id"),
              detail.text("recording_session_id"),
              detail.texts("recording_session_stream_ids"));
      case StageUpdate.DETAIL_TYPE ->
          new StageUpdate(
              header,
              detail.text("event_name"),
              detail.instant("event_time", header.time()),
              detail.text("session_id"),
              detail.text("user_id"),
              detail.text("participant_id"),
              detail.text("error_code"));
      case CompositionStateChange.DETAIL_TYPE ->
          new CompositionStateChange(
              header,
              detail.text("event_name"),
              detail.text("stage_arn"),
              detail.text("id"),
              detail.text("reason"));
      case ParticipantRecordingStateChange.DETAIL_TYPE ->
          new ParticipantRecordingStateChange(
              header,
              detail.text("event_name"),
              detail.text("session_id"),
              detail.text("participant_id"),
              detail.text("recording_s3_bucket_name"),
              detail.text("recording_s3_key_prefix"),
              detail.millis("recording_duration_ms"));
      case PublisherRecordingStateChange.DETAIL_TYPE ->
          new PublisherRecordingStateChange(
              header,
              detail.text("event_name"),
              detail.text("session_id"),
              detail.text("participant_id"),
              detail.text("recording_s3_bucket_name"),
              detail.text("recording_s3_key_prefix"),
              detail.millis("recording_duration_ms"));
      default -> new UnknownEvent(header);
    };
  }

  private static EventHeader header(EventFields fields, EventFields detail) {
    Map<String, @Nullable Object> others = new LinkedHashMap<>(fields.values());
    others.keySet().removeAll(EventJson.HEADER);
    return new EventHeader(
        fields.required("id"),
        fields.required("detail-type"),
        fields.instant("time"),
        fields.text("account"),
        fields.text("region"),
        fields.texts("resources"),
        detail.values(),
        others);
  }
}
