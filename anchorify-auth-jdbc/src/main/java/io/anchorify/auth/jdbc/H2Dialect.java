package io.anchorify.auth.jdbc;

/** H2, in memory or in a file. */
final class H2Dialect extends StandardDialect {

    @Override
    public String schemaFile() {
        return "schema-h2.sql";
    }

    /** Nothing ever takes over from it. */
    @Override
    public String serverSql() {
        return "'h2'";
    }
}
