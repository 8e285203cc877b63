/** Tokens in H2, PostgreSQL and MariaDB. */
module io.anchorify.auth.jdbc {
    requires static org.jspecify;
    requires transitive io.anchorify.auth;
    requires transitive java.sql;
    requires com.zaxxer.hikari;

    exports io.anchorify.auth.jdbc;
}
