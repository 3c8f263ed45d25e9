-- Users of StreamCat and what they have in AWS. All times are UTC.
-- It may be run again where it was interrupted.

CREATE TABLE IF NOT EXISTS streamcat_schema (
  version INTEGER NOT NULL,
  CONSTRAINT pk_streamcat_schema PRIMARY KEY (version)
);

CREATE TABLE IF NOT EXISTS streamcat_user (
  id VARCHAR(128) NOT NULL,
  username VARCHAR(255),
  -- The username without regard to case; what has to be unique.
  username_key VARCHAR(255),
  idempotency_key VARCHAR(128),
  state VARCHAR(16) NOT NULL,
  attempt_id VARCHAR(128) NOT NULL,
  resource_name VARCHAR(128) NOT NULL,
  -- What the user is to have and has not, comma-separated: CHANNEL, CHAT_ROOM, STAGE.
  missing VARCHAR(64) NOT NULL,
  -- What is to be changed about the channel, comma-separated: STREAM_STOP, STREAM_KEY, and last
  -- SETTINGS or SETTINGS_AFTER_STREAM with a colon and the settings as JSON.
  due VARCHAR(2000) NOT NULL,
  password_hash VARCHAR(512),
  lease_owner VARCHAR(128),
  lease_until TIMESTAMP(6) WITH TIME ZONE,
  problem VARCHAR(2000),
  version BIGINT NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_streamcat_user PRIMARY KEY (id),
  CONSTRAINT uk_streamcat_user_username UNIQUE (username_key),
  CONSTRAINT uk_streamcat_user_idempotency_key UNIQUE (idempotency_key)
);

CREATE INDEX IF NOT EXISTS ix_streamcat_user_lease_until ON streamcat_user (lease_until);
CREATE INDEX IF NOT EXISTS ix_streamcat_user_state ON streamcat_user (state);

CREATE TABLE IF NOT EXISTS streamcat_channel (
  user_id VARCHAR(128) NOT NULL,
  arn VARCHAR(256) NOT NULL,
  name VARCHAR(128) NOT NULL,
  ingest_endpoint VARCHAR(512) NOT NULL,
  playback_url VARCHAR(2000) NOT NULL,
  stream_key_arn VARCHAR(256),
  -- Encrypted, or null if secrets are not stored.
  stream_key VARCHAR(1000),
  srt_endpoint VARCHAR(512),
  srt_passphrase VARCHAR(1000),
  settings CHARACTER VARYING(1000000) NOT NULL,
  CONSTRAINT pk_streamcat_channel PRIMARY KEY (user_id),
  CONSTRAINT uk_streamcat_channel_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_channel_user FOREIGN KEY (user_id) REFERENCES streamcat_user (id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_chat_room (
  user_id VARCHAR(128) NOT NULL,
  arn VARCHAR(256) NOT NULL,
  name VARCHAR(128) NOT NULL,
  settings CHARACTER VARYING(1000000) NOT NULL,
  CONSTRAINT pk_streamcat_chat_room PRIMARY KEY (user_id),
  CONSTRAINT uk_streamcat_chat_room_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_chat_room_user FOREIGN KEY (user_id) REFERENCES streamcat_user (id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS streamcat_stage (
  user_id VARCHAR(128) NOT NULL,
  arn VARCHAR(256) NOT NULL,
  name VARCHAR(128) NOT NULL,
  endpoints VARCHAR(2000) NOT NULL,
  settings CHARACTER VARYING(1000000) NOT NULL,
  CONSTRAINT pk_streamcat_stage PRIMARY KEY (user_id),
  CONSTRAINT uk_streamcat_stage_arn UNIQUE (arn),
  CONSTRAINT fk_streamcat_stage_user FOREIGN KEY (user_id) REFERENCES streamcat_user (id) ON DELETE CASCADE
);

INSERT INTO streamcat_schema (version) VALUES (1);
