-- Broadcasts and who publishes on stages. All times are UTC.
-- It may be run again where it was interrupted.

CREATE TABLE IF NOT EXISTS streamcat_broadcast (
  stream_id VARCHAR(64) NOT NULL,
  channel_arn VARCHAR(256) NOT NULL,
  -- STARTING, LIVE, ENDED, or SETTLED once AWS was asked about it after its end.
  state VARCHAR(16) NOT NULL,
  began_at DATETIME(6) NOT NULL,
  started_at DATETIME(6),
  ended_at DATETIME(6),
  failure VARCHAR(2000),
  health VARCHAR(16),
  health_changed_at DATETIME(6),
  -- STARTED, START_FAILED, END_FAILED or ENDED. What is not known of a recording is empty or 0.
  recording_status VARCHAR(16),
  recording_bucket VARCHAR(255),
  recording_prefix VARCHAR(1024),
  recording_duration_ms BIGINT,
  recording_reason VARCHAR(2000),
  -- When somebody is to be told, or will have been. Null if nobody is to be any more.
  live_notice_at DATETIME(6),
  recording_notice_at DATETIME(6),
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_broadcast PRIMARY KEY (stream_id),
  INDEX ix_streamcat_broadcast_channel (channel_arn, began_at),
  INDEX ix_streamcat_broadcast_state (state, stream_id),
  INDEX ix_streamcat_broadcast_live_notice (live_notice_at),
  INDEX ix_streamcat_broadcast_rec_notice (recording_notice_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS streamcat_publication (
  -- Participant, session and stage.
  id VARCHAR(400) NOT NULL,
  stage_arn VARCHAR(256) NOT NULL,
  session_id VARCHAR(64) NOT NULL,
  participant_id VARCHAR(64) NOT NULL,
  user_id VARCHAR(128) NOT NULL,
  -- PUBLISHING, ENDED or FAILED.
  state VARCHAR(16) NOT NULL,
  published_at DATETIME(6),
  ended_at DATETIME(6),
  failure VARCHAR(2000),
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_publication PRIMARY KEY (id),
  INDEX ix_streamcat_publication_stage (stage_arn, state)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO streamcat_schema (version) VALUES (2);
