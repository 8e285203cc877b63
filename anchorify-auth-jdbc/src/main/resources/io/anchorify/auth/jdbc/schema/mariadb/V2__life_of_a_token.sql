-- last_used_at has no index, so that recording a use does not change any
CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_creation ON ${prefix}tokens (created_at DESC, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_expiry ON ${prefix}tokens (expires_at);

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_revocation ON ${prefix}tokens (revoked_at);

ALTER TABLE ${prefix}tokens
    ADD COLUMN IF NOT EXISTS attributes        TEXT          CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    ADD COLUMN IF NOT EXISTS networks          VARCHAR(1000) CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    ADD COLUMN IF NOT EXISTS created_by        VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    ADD COLUMN IF NOT EXISTS revoked_by        VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    ADD COLUMN IF NOT EXISTS revoke_reason     VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    ADD COLUMN IF NOT EXISTS predecessor_id    VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    ADD COLUMN IF NOT EXISTS successor_id      VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    ADD COLUMN IF NOT EXISTS last_used_from    VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    ADD COLUMN IF NOT EXISTS last_refused_at   DATETIME(6),
    ADD COLUMN IF NOT EXISTS last_refused_from VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    ADD COLUMN IF NOT EXISTS reminded_seconds  BIGINT,
    ADD COLUMN IF NOT EXISTS claimed_until     DATETIME(6),
    ADD COLUMN IF NOT EXISTS claimed_by        VARCHAR(36)   CHARACTER SET ascii   COLLATE ascii_nopad_bin;

-- An index of the attributes, by which tokens are found. "value" is a reserved word of H2
CREATE TABLE IF NOT EXISTS ${prefix}attributes (
    token_id     VARCHAR(64)  CHARACTER SET ascii   COLLATE ascii_nopad_bin   NOT NULL,
    name         VARCHAR(40)  CHARACTER SET ascii   COLLATE ascii_nopad_bin   NOT NULL,
    content      VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    PRIMARY KEY (token_id, name),
    INDEX ${prefix}attributes_by_content (name, content, token_id),
    FOREIGN KEY (token_id) REFERENCES ${prefix}tokens (id) ON DELETE CASCADE
) ENGINE = InnoDB;

-- Tables that were created before there were versions lack this one
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   DATETIME(6)  NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO ${prefix}schema_version (version, applied_at) VALUES (2, UTC_TIMESTAMP(6));
