-- Indexes before columns: reads continue while an index is built, even if this script runs in one transaction.
-- last_used_at has no index, so that recording a use does not change any
CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_creation ON ${prefix}tokens (created_at DESC, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_expiry ON ${prefix}tokens (expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_revocation ON ${prefix}tokens (revoked_at) WHERE revoked_at IS NOT NULL;

ALTER TABLE ${prefix}tokens
    ADD COLUMN IF NOT EXISTS attributes        TEXT,
    ADD COLUMN IF NOT EXISTS networks          VARCHAR(1000),
    ADD COLUMN IF NOT EXISTS created_by        VARCHAR(255) COLLATE "C",
    ADD COLUMN IF NOT EXISTS revoked_by        VARCHAR(255) COLLATE "C",
    ADD COLUMN IF NOT EXISTS revoke_reason     VARCHAR(255),
    ADD COLUMN IF NOT EXISTS predecessor_id    VARCHAR(64)  COLLATE "C",
    ADD COLUMN IF NOT EXISTS successor_id      VARCHAR(64)  COLLATE "C",
    ADD COLUMN IF NOT EXISTS last_used_from    VARCHAR(64),
    ADD COLUMN IF NOT EXISTS last_refused_at   TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS last_refused_from VARCHAR(64),
    ADD COLUMN IF NOT EXISTS reminded_seconds  BIGINT,
    ADD COLUMN IF NOT EXISTS claimed_until     TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS claimed_by        VARCHAR(36);

-- An index of the attributes, by which tokens are found. "value" is a reserved word of H2
CREATE TABLE IF NOT EXISTS ${prefix}attributes (
    token_id     VARCHAR(64)  COLLATE "C" NOT NULL REFERENCES ${prefix}tokens (id) ON DELETE CASCADE,
    name         VARCHAR(40)  COLLATE "C" NOT NULL,
    content      VARCHAR(200) COLLATE "C" NOT NULL,
    PRIMARY KEY (token_id, name)
);

CREATE INDEX IF NOT EXISTS ${prefix}attributes_by_content ON ${prefix}attributes (name, content, token_id);

-- Tables that were created before there were versions lack this one
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   TIMESTAMPTZ  NOT NULL
);

INSERT INTO ${prefix}schema_version (version, applied_at) VALUES (2, CURRENT_TIMESTAMP) ON CONFLICT DO NOTHING;
