-- The collation "C" orders and compares by code point, whatever the default of the database
CREATE TABLE IF NOT EXISTS ${prefix}tokens (
    id           VARCHAR(64)  COLLATE "C" NOT NULL PRIMARY KEY,
    owner        VARCHAR(255) COLLATE "C" NOT NULL,
    label        VARCHAR(100),
    scopes       VARCHAR(1000),
    hash         BYTEA        NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created_at   TIMESTAMPTZ  NOT NULL,
    expires_at   TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ
);

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_owner ON ${prefix}tokens (owner, created_at DESC, id DESC);

-- The change feed: its head (one row), its entries, and the nodes that follow it
CREATE TABLE IF NOT EXISTS ${prefix}head (
    only_row     SMALLINT     NOT NULL PRIMARY KEY CHECK (only_row = 1),
    position     BIGINT       NOT NULL,
    uid          VARCHAR(36)  NOT NULL,
    previous     VARCHAR(36)  NOT NULL,
    server       VARCHAR(255)
);

INSERT INTO ${prefix}head (only_row, position, uid, previous, server)
VALUES (1, 0, CAST(gen_random_uuid() AS VARCHAR), '',
    CAST(extract(epoch FROM pg_postmaster_start_time()) AS VARCHAR))
ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS ${prefix}changes (
    position     BIGINT       NOT NULL PRIMARY KEY,
    uid          VARCHAR(36)  NOT NULL UNIQUE,
    previous     VARCHAR(36)  NOT NULL,
    kind         VARCHAR(16)  NOT NULL,
    subject      VARCHAR(255) COLLATE "C" NOT NULL
);

CREATE TABLE IF NOT EXISTS ${prefix}nodes (
    boot_id      VARCHAR(36)  NOT NULL PRIMARY KEY,
    acknowledged BIGINT       NOT NULL,
    beat         BIGINT       NOT NULL
);

CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   TIMESTAMPTZ  NOT NULL
);

INSERT INTO ${prefix}schema_version (version, applied_at) VALUES (1, CURRENT_TIMESTAMP) ON CONFLICT DO NOTHING;
