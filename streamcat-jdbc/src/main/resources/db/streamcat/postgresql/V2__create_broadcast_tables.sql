-- Broadcasts and who publishes on stages. All times are UTC.
-- It may be run again where it was interrupted.

CREATE TABLE IF NOT EXISTS streamcat_broadcast (
  stream_id VARCHAR(64) COLLATE "C" NOT NULL,
  channel_arn VARCHAR(256) COLLATE "C" NOT NULL,
  -- STARTING, LIVE, ENDED, or SETTLED once AWS was asked about it after its end.
  state VARCHAR(16) NOT NULL,
  began_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR(2000),
  health VARCHAR(16),
  health_changed_at TIMESTAMP(6) WITH TIME ZONE,
  -- STARTED, START_FAILED, END_FAILED or ENDED. What is not known of a recording is empty or 0.
  recording_status VARCHAR(16),
  recording_bucket VARCHAR(255),
  recording_prefix VARCHAR(1024),
  recording_duration_ms BIGINT,
  recording_reason VARCHAR(2000),
  -- When somebody is to be told, or will have been. Null if nobody is to be any more.
  live_notice_at TIMESTAMP(6) WITH TIME ZONE,
  recording_notice_at TIMESTAMP(6) WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_broadcast PRIMARY KEY (stream_id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_channel ON streamcat_broadcast (channel_arn, began_at);
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_state ON streamcat_broadcast (state, stream_id);
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_live_notice ON streamcat_broadcast (live_notice_at)
  WHERE live_notice_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_rec_notice ON streamcat_broadcast (recording_notice_at)
  WHERE recording_notice_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS streamcat_publication (
  -- Participant, session and stage.
  id VARCHAR(400) COLLATE "C" NOT NULL,
  stage_arn VARCHAR(256) COLLATE "C" NOT NULL,
  session_id VARCHAR(64) NOT NULL,
  participant_id VARCHAR(64) NOT NULL,
  user_id VARCHAR(128) NOT NULL,
  -- PUBLISHING, ENDED or FAILED.
  state VARCHAR(16) NOT NULL,
  published_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR(2000),
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_publication PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_publication_stage ON streamcat_publication (stage_arn, state);

INSERT INTO streamcat_schema (version) VALUES (2);
