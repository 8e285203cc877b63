-- With IGNORECASE, every ALTER TABLE would make the other columns ignore case, unless they have a domain
CREATE DOMAIN IF NOT EXISTS ${prefix}exact AS VARCHAR_CASESENSITIVE(510);

EXECUTE IMMEDIATE COALESCE((
    SELECT 'ALTER TABLE ${prefix}tokens ALTER COLUMN id SET DATA TYPE ${prefix}exact'
    FROM INFORMATION_SCHEMA.COLUMNS
    WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME IN ('${prefix}tokens', UPPER('${prefix}tokens'))
        AND COLUMN_NAME IN ('id', 'ID') AND DOMAIN_NAME IS NULL
), 'SET @nothing = 0');

EXECUTE IMMEDIATE COALESCE((
    SELECT 'ALTER TABLE ${prefix}tokens ALTER COLUMN owner SET DATA TYPE ${prefix}exact'
    FROM INFORMATION_SCHEMA.COLUMNS
    WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME IN ('${prefix}tokens', UPPER('${prefix}tokens'))
        AND COLUMN_NAME IN ('owner', 'OWNER') AND DOMAIN_NAME IS NULL
), 'SET @nothing = 0');

-- H2 copies the table for each ALTER TABLE. This one adds all columns that do not exist yet
EXECUTE IMMEDIATE COALESCE((
    SELECT 'ALTER TABLE ${prefix}tokens ADD (' || LISTAGG(name || ' ' || type, ', ') || ')'
    FROM (VALUES
        ('attributes', 'VARCHAR(16000)'),
        ('networks', 'VARCHAR(1000)'),
        ('created_by', '${prefix}exact'),
        ('revoked_by', '${prefix}exact'),
        ('revoke_reason', 'VARCHAR(510)'),
        ('predecessor_id', '${prefix}exact'),
        ('successor_id', '${prefix}exact'),
        ('last_used_from', 'VARCHAR(64)'),
        ('last_refused_at', 'TIMESTAMP(6) WITH TIME ZONE'),
        ('last_refused_from', 'VARCHAR(64)'),
        ('reminded_seconds', 'BIGINT'),
        ('claimed_until', 'TIMESTAMP(6) WITH TIME ZONE'),
        ('claimed_by', '${prefix}exact')
    ) AS added (name, type)
    WHERE UPPER(name) NOT IN (
        SELECT UPPER(COLUMN_NAME) FROM INFORMATION_SCHEMA.COLUMNS
        WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME IN ('${prefix}tokens', UPPER('${prefix}tokens')))
), 'SET @nothing = 0');

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_creation ON ${prefix}tokens (created_at DESC, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_expiry ON ${prefix}tokens (expires_at);

CREATE INDEX IF NOT EXISTS ${prefix}tokens_by_revocation ON ${prefix}tokens (revoked_at);

-- An index of the attributes, by which tokens are found. "value" is a reserved word of H2
CREATE TABLE IF NOT EXISTS ${prefix}attributes (
    token_id     ${prefix}exact NOT NULL REFERENCES ${prefix}tokens (id) ON DELETE CASCADE,
    name         ${prefix}exact NOT NULL,
    content      ${prefix}exact NOT NULL,
    PRIMARY KEY (token_id, name)
);

CREATE INDEX IF NOT EXISTS ${prefix}attributes_by_content ON ${prefix}attributes (name, content, token_id);

-- Tables that were created before there were versions lack this one
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (
    version      INTEGER      NOT NULL PRIMARY KEY,
    applied_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

INSERT INTO ${prefix}schema_version (version, applied_at)
SELECT 2, CURRENT_TIMESTAMP WHERE NOT EXISTS (SELECT 1 FROM ${prefix}schema_version WHERE version = 2);
