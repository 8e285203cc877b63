/** Tokens in H2, PostgreSQL and MariaDB. */
@SuppressWarnings("requires-automatic") // The driver of PostgreSQL is not a named module; it is there if it is used.
module io.anchorify.auth.jdbc {
    requires static transitive org.jspecify;
    requires transitive io.anchorify.auth;
    requires transitive java.sql;
    requires com.zaxxer.hikari;
    requires static org.postgresql.jdbc;

    exports io.anchorify.auth.jdbc;
}
