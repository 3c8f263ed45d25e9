-- What an application that builds the clients by hand needs to remember the same.
CREATE TABLE app_user (
    id VARCHAR(128) PRIMARY KEY,
    username VARCHAR(64) NOT NULL UNIQUE,
    password_hash VARCHAR(255),
    created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE app_channel (
    user_id VARCHAR(128) PRIMARY KEY REFERENCES app_user (id),
    arn VARCHAR(128) NOT NULL UNIQUE,
    ingest_endpoint VARCHAR(255) NOT NULL,
    playback_url VARCHAR(255) NOT NULL
);

CREATE TABLE app_chat_room (
    user_id VARCHAR(128) PRIMARY KEY REFERENCES app_user (id),
    arn VARCHAR(128) NOT NULL UNIQUE
);

CREATE TABLE app_stage (
    user_id VARCHAR(128) PRIMARY KEY REFERENCES app_user (id),
    arn VARCHAR(128) NOT NULL UNIQUE
);
