-- Device authorizations (RFC 8628), deleted soon after they expire. The columns from owner on describe the token to issue
CREATE TABLE IF NOT EXISTS ${prefix}device_codes (
    hash             BYTEA        NOT NULL PRIMARY KEY CHECK (octet_length(hash) = 32),
    user_code        VARCHAR(9)   COLLATE "C" NOT NULL UNIQUE,
    client_name      VARCHAR(100) NOT NULL,
    remote_address   VARCHAR(64),
    scopes           VARCHAR(1000),
    started_at       TIMESTAMPTZ  NOT NULL,
    expires_at       TIMESTAMPTZ  NOT NULL,
    interval_seconds INTEGER      NOT NULL,
    polled_at        TIMESTAMPTZ,
    state            VARCHAR(16)  COLLATE "C" NOT NULL,
    owner            VARCHAR(255) COLLATE "C",
    label            VARCHAR(100),
    granted_scopes   VARCHAR(1000),
    attributes       TEXT,
    networks         VARCHAR(1000),
    created_by       VARCHAR(255) COLLATE "C",
    lifetime_micros  BIGINT
);

CREATE INDEX IF NOT EXISTS ${prefix}device_codes_by_expiry ON ${prefix}device_codes (expires_at);

CREATE INDEX IF NOT EXISTS ${prefix}device_codes_by_owner ON ${prefix}device_codes (owner) WHERE owner IS NOT NULL;

-- Tables that were created before there were versions lack this one
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   TIMESTAMPTZ  NOT NULL
);

INSERT INTO ${prefix}schema_version (version, applied_at) VALUES (3, CURRENT_TIMESTAMP) ON CONFLICT DO NOTHING;
