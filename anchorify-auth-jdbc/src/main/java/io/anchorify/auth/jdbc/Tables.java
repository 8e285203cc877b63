package io.anchorify.auth.jdbc;

/**
 * The tables of one store.
 *
 * @param prefix what their names begin with
 * @param dialect the dialect of their database
 */
record Tables(String prefix, Dialect dialect) {

    /** Replaces the placeholders for tables, and for the expressions that every database writes differently. */
    String nameIn(String sql) {
        return sql.replace("{columns}", TokenRow.ALL_COLUMNS)
                .replace("{device_code_columns}", DeviceCodeRow.ALL_COLUMNS)
                .replace("{tokens}", prefix + "tokens")
                .replace("{attributes}", prefix + "attributes")
                .replace("{head}", prefix + "head")
                .replace("{changes}", prefix + "changes")
                .replace("{device_codes}", prefix + "device_codes")
                .replace("{nodes}", prefix + "nodes")
                .replace("{schema_version}", prefix + "schema_version")
                .replace("{server}", dialect.serverId())
                .replace("{asynchronously}", dialect.commitAsynchronously());
    }
}
