-- H2 counts the lengths of texts in UTF-16 units, of which a character may have two
CREATE TABLE IF NOT EXISTS {prefix}tokens (
    id           VARCHAR(64)  NOT NULL PRIMARY KEY,
    owner        VARCHAR(510) NOT NULL,
    label        VARCHAR(200),
    scopes       VARCHAR(1000),
    hash         BINARY(32)   NOT NULL UNIQUE,
    created_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires_at   TIMESTAMP(6) WITH TIME ZONE,
    last_used_at TIMESTAMP(6) WITH TIME ZONE,
    revoked_at   TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX IF NOT EXISTS {prefix}tokens_by_owner ON {prefix}tokens (owner, created_at DESC, id DESC);
