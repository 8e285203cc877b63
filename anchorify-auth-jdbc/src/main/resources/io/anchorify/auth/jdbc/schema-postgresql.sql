-- The collation "C" orders and compares by code point, whatever the database's own is
CREATE TABLE IF NOT EXISTS {prefix}tokens (
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

CREATE INDEX IF NOT EXISTS {prefix}tokens_by_owner ON {prefix}tokens (owner, created_at DESC, id DESC);
