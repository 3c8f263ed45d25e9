-- Users of StreamCat with their resources, bans, and broadcasts. All times are UTC.
-- The script may run again: it creates what is missing and changes nothing else.

CREATE TABLE IF NOT EXISTS streamcat_schema (
  version INTEGER NOT NULL,
  -- A library works with every later version of the same major version.
  major INTEGER NOT NULL,
  CONSTRAINT pk_streamcat_schema PRIMARY KEY (version)
);

CREATE TABLE IF NOT EXISTS streamcat_store (
  -- Always 1: there is one store.
  number INTEGER NOT NULL,
  -- Resources in AWS carry it as the tag streamcat:store. A copy of the database needs another one.
  id VARCHAR(36) NOT NULL,
  CONSTRAINT pk_streamcat_store PRIMARY KEY (number)
);

CREATE TABLE IF NOT EXISTS streamcat_user (
  -- Drawn once and never used again; resources in AWS carry it as the tag streamcat:record.
  record_key VARCHAR(36) COLLATE "C" NOT NULL,
  -- Null for a spare, whose resources belong to no user yet.
  user_id VARCHAR(128) COLLATE "C",
  username VARCHAR(255),
  -- The unique form of the username, which ignores case.
  username_key VARCHAR(255) COLLATE "C",
  idempotency_key VARCHAR(128) COLLATE "C",
  -- SPARE, QUEUED, PROVISIONING, ACTIVE, SUSPENDED, DEPROVISIONING or REMOVED.
  state VARCHAR(16) NOT NULL,
  region VARCHAR(64) NOT NULL,
  -- Null until the first resource is recorded.
  account VARCHAR(12),
  resource_name VARCHAR(128) NOT NULL,
  password_hash VARCHAR(512),
  -- The settings chosen for the user as JSON: {} if all come from the defaults.
  own_settings TEXT NOT NULL,
  -- The number of changes of password and username, and of suspensions, by which older sessions are
  -- recognized.
  session_version BIGINT DEFAULT 0 NOT NULL,
  -- The suspension of the user, or null; the time from which recovery ends it is null without an end.
  suspension_reason VARCHAR(500),
  suspended_at TIMESTAMP(6) WITH TIME ZONE,
  suspended_until TIMESTAMP(6) WITH TIME ZONE,
  -- The pending tasks as JSON: [] if there are none.
  pending TEXT NOT NULL,
  -- The number of failed attempts of the task that failed most often.
  attempts INTEGER NOT NULL,
  -- The order in which recovery handles the record: 1 for a spare, 2 for a queued user, 0 for others.
  in_background SMALLINT DEFAULT 0 NOT NULL,
  -- The time from which recovery handles the user, or null if no task is pending.
  due_at TIMESTAMP(6) WITH TIME ZONE,
  lease_owner VARCHAR(128),
  lease_until TIMESTAMP(6) WITH TIME ZONE,
  -- 1 for the insert, and one more for each update.
  version BIGINT NOT NULL,
  -- Drawn at random for each write.
  writer VARCHAR(36) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_streamcat_user PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_user_user_id UNIQUE (user_id),
  CONSTRAINT uk_streamcat_user_username UNIQUE (username_key),
  CONSTRAINT uk_streamcat_user_idempotency_key UNIQUE (idempotency_key)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_user_due
  ON streamcat_user (in_background, due_at, region, account) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_streamcat_user_created ON streamcat_user (created_at, record_key);
CREATE INDEX IF NOT EXISTS ix_streamcat_user_attempts ON streamcat_user (attempts)
  WHERE attempts > 0;
CREATE INDEX IF NOT EXISTS ix_streamcat_user_state ON streamcat_user (state);
CREATE INDEX IF NOT EXISTS ix_streamcat_user_background
  ON streamcat_user (state, record_key) WHERE in_background > 0;
-- The spares that a registration may take.
CREATE INDEX IF NOT EXISTS ix_streamcat_user_spare
  ON streamcat_user (region, record_key) WHERE state = 'SPARE' AND due_at IS NULL;

CREATE TABLE IF NOT EXISTS streamcat_channel (
  record_key VARCHAR(36) COLLATE "C" NOT NULL,
  arn VARCHAR(256) COLLATE "C" NOT NULL,
  name VARCHAR(128) NOT NULL,
  ingest_endpoint VARCHAR(512) NOT NULL,
  playback_url VARCHAR(2000) NOT NULL,
  stream_key_arn VARCHAR(256),
  -- Encrypted, or null if secrets are not stored.
  stream_key VARCHAR(1000),
  srt_endpoint VARCHAR(512),
  srt_passphrase VARCHAR(1000),
  settings TEXT NOT NULL,
  CONSTRAINT pk_streamcat_channel PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_channel_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_channel_user FOREIGN KEY (record_key)
    REFERENCES streamcat_user (record_key) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_chat_room (
  record_key VARCHAR(36) COLLATE "C" NOT NULL,
  arn VARCHAR(256) COLLATE "C" NOT NULL,
  name VARCHAR(128) NOT NULL,
  settings TEXT NOT NULL,
  CONSTRAINT pk_streamcat_chat_room PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_chat_room_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_chat_room_user FOREIGN KEY (record_key)
    REFERENCES streamcat_user (record_key) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_stage (
  record_key VARCHAR(36) COLLATE "C" NOT NULL,
  arn VARCHAR(256) COLLATE "C" NOT NULL,
  name VARCHAR(128) NOT NULL,
  endpoints VARCHAR(2000) NOT NULL,
  settings TEXT NOT NULL,
  CONSTRAINT pk_streamcat_stage PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_stage_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_stage_user FOREIGN KEY (record_key)
    REFERENCES streamcat_user (record_key) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_ban (
  -- The user whose chat room it is.
  owner_id VARCHAR(128) COLLATE "C" NOT NULL,
  -- A user or a guest.
  viewer_id VARCHAR(128) COLLATE "C" NOT NULL,
  reason VARCHAR(256),
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- Null if the ban has no end.
  ends_at TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT pk_streamcat_ban PRIMARY KEY (owner_id, viewer_id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_ban_viewer ON streamcat_ban (viewer_id);

CREATE TABLE IF NOT EXISTS streamcat_broadcast (
  stream_id VARCHAR(64) COLLATE "C" NOT NULL,
  channel_arn VARCHAR(256) COLLATE "C" NOT NULL,
  -- STARTING, LIVE, ENDED, or VERIFIED once its end was verified with AWS.
  state VARCHAR(16) NOT NULL,
  began_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR(2000),
  health VARCHAR(16),
  health_changed_at TIMESTAMP(6) WITH TIME ZONE,
  -- STARTED, START_FAILED, END_FAILED or ENDED. An unknown part of a recording is empty or 0.
  recording_status VARCHAR(16),
  recording_bucket VARCHAR(255),
  recording_prefix VARCHAR(1024),
  recording_duration_ms BIGINT,
  recording_reason VARCHAR(2000),
  -- The time of the last automatic repair; null if there was none.
  repaired_at TIMESTAMP(6) WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_broadcast PRIMARY KEY (stream_id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_channel ON streamcat_broadcast (channel_arn, began_at);
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_state ON streamcat_broadcast (state, stream_id)
  WHERE state <> 'VERIFIED';
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_ended ON streamcat_broadcast (ended_at)
  WHERE ended_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS streamcat_notification (
  stream_id VARCHAR(64) COLLATE "C" NOT NULL,
  -- WENT_LIVE or RECORDING_READY.
  kind VARCHAR(32) COLLATE "C" NOT NULL,
  -- The time from which a server may deliver it. Null if it is dead: it has failed too often.
  due_at TIMESTAMP(6) WITH TIME ZONE,
  -- The number of failed deliveries.
  attempts INTEGER NOT NULL,
  -- The last failure, without messages.
  problem VARCHAR(500),
  CONSTRAINT pk_streamcat_notification PRIMARY KEY (stream_id, kind),
  CONSTRAINT fk_streamcat_notification_broadcast FOREIGN KEY (stream_id)
    REFERENCES streamcat_broadcast (stream_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_streamcat_notification_due ON streamcat_notification (due_at, stream_id, kind);

CREATE TABLE IF NOT EXISTS streamcat_publication (
  -- Participant, session and stage.
  id VARCHAR(400) COLLATE "C" NOT NULL,
  stage_arn VARCHAR(256) COLLATE "C" NOT NULL,
  session_id VARCHAR(64) NOT NULL,
  participant_id VARCHAR(64) NOT NULL,
  user_id VARCHAR(128) NOT NULL,
  -- PUBLISHING, ENDED or FAILED.
  state VARCHAR(16) NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  published_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  -- The time at which the participant, according to AWS, ended and began again in one second.
  resumed_at TIMESTAMP(6) WITH TIME ZONE,
  -- The time of beginning and end if both are equal and AWS did not say so far that it resumed.
  undecided_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR(2000),
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_publication PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_publication_stage ON streamcat_publication (stage_arn, state);
CREATE INDEX IF NOT EXISTS ix_streamcat_publication_seen ON streamcat_publication (seen_at);
CREATE INDEX IF NOT EXISTS ix_streamcat_publication_undecided ON streamcat_publication (undecided_at, id)
  WHERE undecided_at IS NOT NULL;

INSERT INTO streamcat_store (number, id) VALUES (1, gen_random_uuid()) ON CONFLICT DO NOTHING;
INSERT INTO streamcat_schema (version, major) VALUES (1, 1) ON CONFLICT DO NOTHING;
