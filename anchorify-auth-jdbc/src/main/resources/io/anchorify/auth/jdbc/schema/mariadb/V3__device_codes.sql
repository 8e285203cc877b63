-- Device authorizations (RFC 8628), deleted soon after they expire. The columns from owner on describe the token to issue
CREATE TABLE IF NOT EXISTS ${prefix}device_codes (
    hash             BINARY(32)    NOT NULL PRIMARY KEY,
    user_code        VARCHAR(9)    CHARACTER SET ascii   COLLATE ascii_nopad_bin   NOT NULL UNIQUE,
    client_name      VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    remote_address   VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    scopes           VARCHAR(1000) CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    started_at       DATETIME(6)   NOT NULL,
    expires_at       DATETIME(6)   NOT NULL,
    interval_seconds INTEGER       NOT NULL,
    polled_at        DATETIME(6),
    state            VARCHAR(16)   CHARACTER SET ascii   COLLATE ascii_nopad_bin   NOT NULL,
    owner            VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    label            VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    granted_scopes   VARCHAR(1000) CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    attributes       TEXT          CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    networks         VARCHAR(1000) CHARACTER SET ascii   COLLATE ascii_nopad_bin,
    created_by       VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    lifetime_micros  BIGINT,
    INDEX ${prefix}device_codes_by_expiry (expires_at),
    INDEX ${prefix}device_codes_by_owner (owner)
) ENGINE = InnoDB;

-- Tables that were created before there were versions lack this one
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   DATETIME(6)  NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO ${prefix}schema_version (version, applied_at) VALUES (3, UTC_TIMESTAMP(6));
