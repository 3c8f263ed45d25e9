CREATE TABLE profile (record_key VARCHAR(36) PRIMARY KEY REFERENCES streamcat_user (record_key));
