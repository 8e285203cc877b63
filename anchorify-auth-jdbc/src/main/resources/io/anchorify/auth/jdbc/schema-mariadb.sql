-- The nopad_bin collations compare exactly, trailing spaces included. Times are UTC
CREATE TABLE IF NOT EXISTS {prefix}tokens (
    id           VARCHAR(64)  CHARACTER SET ascii   COLLATE ascii_nopad_bin   NOT NULL PRIMARY KEY,
    owner        VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    label        VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    scopes       VARCHAR(1000) CHARACTER SET ascii  COLLATE ascii_nopad_bin,
    hash         BINARY(32)   NOT NULL UNIQUE,
    created_at   DATETIME(6)  NOT NULL,
    expires_at   DATETIME(6),
    last_used_at DATETIME(6),
    revoked_at   DATETIME(6),
    INDEX {prefix}tokens_by_owner (owner, created_at DESC, id DESC)
) ENGINE = InnoDB;
