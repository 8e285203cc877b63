-- With IGNORECASE, VARCHAR ignores case, but not this domain
CREATE DOMAIN IF NOT EXISTS ${prefix}exact AS VARCHAR_CASESENSITIVE(510);

-- Device authorizations (RFC 8628), deleted soon after they expire. The columns from owner on describe the token to issue
CREATE TABLE IF NOT EXISTS ${prefix}device_codes (
    hash             BINARY(32)   NOT NULL PRIMARY KEY,
    user_code        ${prefix}exact NOT NULL UNIQUE,
    client_name      VARCHAR(200) NOT NULL,
    remote_address   VARCHAR(64),
    scopes           VARCHAR(1000),
    started_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    interval_seconds INTEGER      NOT NULL,
    polled_at        TIMESTAMP(6) WITH TIME ZONE,
    state            ${prefix}exact NOT NULL,
    owner            ${prefix}exact,
    label            VARCHAR(200),
    granted_scopes   VARCHAR(1000),
    attributes       VARCHAR(16000),
    networks         VARCHAR(1000),
    created_by       ${prefix}exact,
    lifetime_micros  BIGINT
);

CREATE INDEX IF NOT EXISTS ${prefix}device_codes_by_expiry ON ${prefix}device_codes (expires_at);

CREATE INDEX IF NOT EXISTS ${prefix}device_codes_by_owner ON ${prefix}device_codes (owner);

-- Tables that were created before there were versions lack this one
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

INSERT INTO ${prefix}schema_version (version, applied_at)
SELECT 3, CURRENT_TIMESTAMP WHERE NOT EXISTS (SELECT 1 FROM ${prefix}schema_version WHERE version = 3);
