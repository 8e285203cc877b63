/** Tokens in H2, PostgreSQL and MariaDB. The opened packages contain the scripts of the schema, for migration tools. */
@SuppressWarnings("opens")
module io.anchorify.auth.jdbc {
    requires static org.jspecify;
    requires transitive io.anchorify.auth;
    requires transitive java.sql;
    requires com.zaxxer.hikari;

    exports io.anchorify.auth.jdbc;

    opens io.anchorify.auth.jdbc.schema;
    opens io.anchorify.auth.jdbc.schema.h2;
    opens io.anchorify.auth.jdbc.schema.mariadb;
    opens io.anchorify.auth.jdbc.schema.postgresql;
}
