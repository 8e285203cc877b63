-- H2 measures lengths in UTF-16 code units, of which a character can have two. With IGNORECASE, VARCHAR ignores case
CREATE TABLE IF NOT EXISTS ${prefix}tokens (
    id           VARCHAR_CASESENSITIVE(64)  NOT NULL PRIMARY KEY,
    owner        VARCHAR_CASESENSITIVE(510) NOT NULL,
    label        VARCHAR(200),
    scopes       VARCHAR(1000),
    hash         BINARY(32)   NOT NULL UNIQUE,
    created_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at   TIMESTAMP(6) WITH TIME ZONE,
    last_used_at TIMESTAMP(6) WITH TIME ZONE,
    revoked_at   TIMESTAMP(6) WITH TIME ZONE
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
SELECT 1, 0, CAST(RANDOM_UUID() AS VARCHAR), '', 'h2' WHERE NOT EXISTS (SELECT 1 FROM ${prefix}head);

CREATE TABLE IF NOT EXISTS ${prefix}changes (
    position     BIGINT       NOT NULL PRIMARY KEY,
    uid          VARCHAR(36)  NOT NULL UNIQUE,
    previous     VARCHAR(36)  NOT NULL,
    kind         VARCHAR(16)  NOT NULL,
    subject      VARCHAR_CASESENSITIVE(510) NOT NULL
);

CREATE TABLE IF NOT EXISTS ${prefix}nodes (
    boot_id      VARCHAR(36)  NOT NULL PRIMARY KEY,
    acknowledged BIGINT       NOT NULL,
    beat         BIGINT       NOT NULL
);

CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

INSERT INTO ${prefix}schema_version (version, applied_at)
SELECT 1, CURRENT_TIMESTAMP WHERE NOT EXISTS (SELECT 1 FROM ${prefix}schema_version WHERE version = 1);
