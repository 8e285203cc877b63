-- The nopad_bin collations compare exactly, trailing spaces included. Times are UTC
CREATE TABLE IF NOT EXISTS ${prefix}tokens (
    id           VARCHAR(64)  CHARACTER SET ascii   COLLATE ascii_nopad_bin   NOT NULL PRIMARY KEY,
    owner        VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    label        VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    scopes       VARCHAR(1000) CHARACTER SET ascii  COLLATE ascii_nopad_bin,
    hash         BINARY(32)   NOT NULL UNIQUE,
    created_at   DATETIME(6)  NOT NULL,
    expires_at   DATETIME(6),
    last_used_at DATETIME(6),
    revoked_at   DATETIME(6),
    INDEX ${prefix}tokens_by_owner (owner, created_at DESC, id DESC)
) ENGINE = InnoDB;

-- The change feed: its head (one row), its entries, and the nodes that follow it
CREATE TABLE IF NOT EXISTS ${prefix}head (
    only_row     SMALLINT     NOT NULL PRIMARY KEY CHECK (only_row = 1),
    position     BIGINT       NOT NULL,
    uid          VARCHAR(36)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    previous     VARCHAR(36)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    server       VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin
) ENGINE = InnoDB;

INSERT IGNORE INTO ${prefix}head (only_row, position, uid, previous, server)
VALUES (1, 0, UUID(), '', CONCAT_WS('/', @@hostname, @@port, @@server_id));

CREATE TABLE IF NOT EXISTS ${prefix}changes (
    position     BIGINT       NOT NULL PRIMARY KEY,
    uid          VARCHAR(36)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL UNIQUE,
    previous     VARCHAR(36)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    kind         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    subject      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS ${prefix}nodes (
    boot_id      VARCHAR(36)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL PRIMARY KEY,
    acknowledged BIGINT       NOT NULL,
    beat         BIGINT       NOT NULL
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   DATETIME(6)  NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO ${prefix}schema_version (version, applied_at) VALUES (1, UTC_TIMESTAMP(6));
