-- Users of StreamCat with their resources, bans, and broadcasts. All times are UTC.
-- The script may run again: it creates what is missing and changes nothing else.
-- H2 counts an emoji as two characters, so columns are twice as long as in other databases.

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
  id VARCHAR_CASESENSITIVE(36) NOT NULL,
  CONSTRAINT pk_streamcat_store PRIMARY KEY (number)
);

CREATE TABLE IF NOT EXISTS streamcat_user (
  -- Drawn once and never used again; resources in AWS carry it as the tag streamcat:record.
  record_key VARCHAR_CASESENSITIVE(36) NOT NULL,
  -- Null for a spare, whose resources belong to no user yet.
  user_id VARCHAR_CASESENSITIVE(256),
  username VARCHAR_CASESENSITIVE(510),
  -- The unique form of the username, which ignores case.
  username_key VARCHAR_CASESENSITIVE(510),
  idempotency_key VARCHAR_CASESENSITIVE(256),
  -- SPARE, QUEUED, PROVISIONING, ACTIVE, SUSPENDED, DEPROVISIONING or REMOVED.
  state VARCHAR_CASESENSITIVE(32) NOT NULL,
  region VARCHAR_CASESENSITIVE(128) NOT NULL,
  -- Null until the first resource is recorded.
  account VARCHAR_CASESENSITIVE(24),
  resource_name VARCHAR_CASESENSITIVE(256) NOT NULL,
  password_hash VARCHAR_CASESENSITIVE(1024),
  -- The settings chosen for the user as JSON: {} if all come from the defaults.
  own_settings CHARACTER VARYING(1000000) NOT NULL,
  -- The number of changes of password and username, and of suspensions, by which older sessions are
  -- recognized.
  session_version BIGINT DEFAULT 0 NOT NULL,
  -- The suspension of the user, or null; the time from which recovery ends it is null without an end.
  suspension_reason CHARACTER VARYING(1000),
  suspended_at TIMESTAMP(6) WITH TIME ZONE,
  suspended_until TIMESTAMP(6) WITH TIME ZONE,
  -- The pending tasks as JSON: [] if there are none.
  pending CHARACTER VARYING(1000000) NOT NULL,
  -- The number of failed attempts of the task that failed most often.
  attempts INTEGER NOT NULL,
  -- The order in which recovery handles the record: 1 for a spare, 2 for a queued user, 0 for others.
  in_background SMALLINT DEFAULT 0 NOT NULL,
  -- The time from which recovery handles the user, or null if no task is pending.
  due_at TIMESTAMP(6) WITH TIME ZONE,
  lease_owner VARCHAR_CASESENSITIVE(256),
  lease_until TIMESTAMP(6) WITH TIME ZONE,
  -- 1 for the insert, and one more for each update.
  version BIGINT NOT NULL,
  -- Drawn at random for each write.
  writer VARCHAR_CASESENSITIVE(36) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_streamcat_user PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_user_user_id UNIQUE (user_id),
  CONSTRAINT uk_streamcat_user_username UNIQUE (username_key),
  CONSTRAINT uk_streamcat_user_idempotency_key UNIQUE (idempotency_key)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_user_due
  ON streamcat_user (in_background, due_at, region, account);
CREATE INDEX IF NOT EXISTS ix_streamcat_user_created ON streamcat_user (created_at, record_key);
CREATE INDEX IF NOT EXISTS ix_streamcat_user_attempts ON streamcat_user (attempts);
CREATE INDEX IF NOT EXISTS ix_streamcat_user_state ON streamcat_user (state, record_key);

CREATE TABLE IF NOT EXISTS streamcat_channel (
  record_key VARCHAR_CASESENSITIVE(36) NOT NULL,
  arn VARCHAR_CASESENSITIVE(512) NOT NULL,
  name VARCHAR_CASESENSITIVE(256) NOT NULL,
  ingest_endpoint VARCHAR_CASESENSITIVE(1024) NOT NULL,
  playback_url VARCHAR_CASESENSITIVE(4000) NOT NULL,
  stream_key_arn VARCHAR_CASESENSITIVE(512),
  -- Encrypted, or null if secrets are not stored.
  stream_key VARCHAR_CASESENSITIVE(2000),
  srt_endpoint VARCHAR_CASESENSITIVE(1024),
  srt_passphrase VARCHAR_CASESENSITIVE(2000),
  settings CHARACTER VARYING(1000000) NOT NULL,
  CONSTRAINT pk_streamcat_channel PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_channel_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_channel_user FOREIGN KEY (record_key)
    REFERENCES streamcat_user (record_key) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_chat_room (
  record_key VARCHAR_CASESENSITIVE(36) NOT NULL,
  arn VARCHAR_CASESENSITIVE(512) NOT NULL,
  name VARCHAR_CASESENSITIVE(256) NOT NULL,
  settings CHARACTER VARYING(1000000) NOT NULL,
  CONSTRAINT pk_streamcat_chat_room PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_chat_room_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_chat_room_user FOREIGN KEY (record_key)
    REFERENCES streamcat_user (record_key) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_stage (
  record_key VARCHAR_CASESENSITIVE(36) NOT NULL,
  arn VARCHAR_CASESENSITIVE(512) NOT NULL,
  name VARCHAR_CASESENSITIVE(256) NOT NULL,
  endpoints VARCHAR_CASESENSITIVE(4000) NOT NULL,
  settings CHARACTER VARYING(1000000) NOT NULL,
  CONSTRAINT pk_streamcat_stage PRIMARY KEY (record_key),
  CONSTRAINT uk_streamcat_stage_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_stage_user FOREIGN KEY (record_key)
    REFERENCES streamcat_user (record_key) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_ban (
  -- The user whose chat room it is.
  owner_id VARCHAR_CASESENSITIVE(256) NOT NULL,
  -- A user or a guest.
  viewer_id VARCHAR_CASESENSITIVE(256) NOT NULL,
  reason VARCHAR_CASESENSITIVE(512),
  since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- Null if the ban has no end.
  ends_at TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT pk_streamcat_ban PRIMARY KEY (owner_id, viewer_id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_ban_viewer ON streamcat_ban (viewer_id);

CREATE TABLE IF NOT EXISTS streamcat_broadcast (
  stream_id VARCHAR_CASESENSITIVE(128) NOT NULL,
  channel_arn VARCHAR_CASESENSITIVE(512) NOT NULL,
  -- STARTING, LIVE, ENDED, or VERIFIED once its end was verified with AWS.
  state VARCHAR_CASESENSITIVE(32) NOT NULL,
  began_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR_CASESENSITIVE(4000),
  health VARCHAR_CASESENSITIVE(32),
  health_changed_at TIMESTAMP(6) WITH TIME ZONE,
  -- STARTED, START_FAILED, END_FAILED or ENDED. An unknown part of a recording is empty or 0.
  recording_status VARCHAR_CASESENSITIVE(32),
  recording_bucket VARCHAR_CASESENSITIVE(510),
  recording_prefix VARCHAR_CASESENSITIVE(2048),
  recording_duration_ms BIGINT,
  recording_reason VARCHAR_CASESENSITIVE(4000),
  -- The time of the last automatic repair; null if there was none.
  repaired_at TIMESTAMP(6) WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_broadcast PRIMARY KEY (stream_id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_channel ON streamcat_broadcast (channel_arn, began_at);
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_state ON streamcat_broadcast (state, stream_id);
CREATE INDEX IF NOT EXISTS ix_streamcat_broadcast_ended ON streamcat_broadcast (ended_at);

CREATE TABLE IF NOT EXISTS streamcat_notification (
  stream_id VARCHAR_CASESENSITIVE(128) NOT NULL,
  -- WENT_LIVE or RECORDING_READY.
  kind VARCHAR_CASESENSITIVE(64) NOT NULL,
  -- The time from which a server may deliver it. Null if it is dead: it has failed too often.
  due_at TIMESTAMP(6) WITH TIME ZONE,
  -- The number of failed deliveries.
  attempts INTEGER NOT NULL,
  -- The last failure, without messages.
  problem VARCHAR_CASESENSITIVE(1000),
  CONSTRAINT pk_streamcat_notification PRIMARY KEY (stream_id, kind),
  CONSTRAINT fk_streamcat_notification_broadcast FOREIGN KEY (stream_id)
    REFERENCES streamcat_broadcast (stream_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS ix_streamcat_notification_due ON streamcat_notification (due_at, stream_id, kind);

CREATE TABLE IF NOT EXISTS streamcat_publication (
  -- Participant, session and stage.
  id VARCHAR_CASESENSITIVE(800) NOT NULL,
  stage_arn VARCHAR_CASESENSITIVE(512) NOT NULL,
  session_id VARCHAR_CASESENSITIVE(128) NOT NULL,
  participant_id VARCHAR_CASESENSITIVE(128) NOT NULL,
  user_id VARCHAR_CASESENSITIVE(256) NOT NULL,
  -- PUBLISHING, ENDED or FAILED.
  state VARCHAR_CASESENSITIVE(32) NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  published_at TIMESTAMP(6) WITH TIME ZONE,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  -- The time at which the participant, according to AWS, ended and began again in one second.
  resumed_at TIMESTAMP(6) WITH TIME ZONE,
  -- The time of beginning and end if both are equal and AWS did not say so far that it resumed.
  undecided_at TIMESTAMP(6) WITH TIME ZONE,
  failure VARCHAR_CASESENSITIVE(4000),
  version BIGINT NOT NULL,
  CONSTRAINT pk_streamcat_publication PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_publication_stage ON streamcat_publication (stage_arn, state);
CREATE INDEX IF NOT EXISTS ix_streamcat_publication_seen ON streamcat_publication (seen_at);
CREATE INDEX IF NOT EXISTS ix_streamcat_publication_undecided ON streamcat_publication (undecided_at, id);

INSERT INTO streamcat_store (number, id)
  SELECT 1, CAST(RANDOM_UUID() AS VARCHAR(36)) WHERE NOT EXISTS (SELECT 1 FROM streamcat_store);
INSERT INTO streamcat_schema (version, major)
  SELECT 1, 1 WHERE NOT EXISTS (SELECT 1 FROM streamcat_schema);
