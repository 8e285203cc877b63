package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database user who may not create tables, and one who may not write. */
abstract class RestrictedUserContract {

    private static final String PASSWORD = "restricted";

    private final String user =
            "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);

    private TestTables tables;
    private JdbcTokenStore owner;
    private HikariDataSource pool;

    abstract TestTables newTables();

    /** Creates a user who can connect, and has no right on any table of the test. */
    abstract List<String> createUser(String user, String password);

    @BeforeEach
    void createUser() throws SQLException {
        tables = newTables();
        owner = tables.connect();
        for (String sql : createUser(user, PASSWORD)) {
            execute(sql);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        owner.close();
    }

    @Test
    void service_withTheDocumentedRights_works() throws SQLException {
        owner.createSchema();
        grant("SELECT, INSERT, UPDATE, DELETE");

        try (TokenService tokens =
                TokenService.builder(restricted().createSchema()).build()) {
            IssuedToken token = tokens.issue("ada", "laptop");
            tokens.authenticate(token.secret().reveal());
            assertThat(tokens.revoke("ada", token.id()).receipt()).isNotNull();
        }
    }

    @Test
    void verify_withTheRightToReadOnly_namesTheMissingRights() throws SQLException {
        owner.createSchema();
        grant("SELECT");

        try (JdbcTokenStore store = restricted()) {
            assertThatThrownBy(store::verify)
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageStartingWith(
                            ("The database user lacks INSERT, UPDATE, DELETE on {p}tokens; UPDATE on {p}head;"
                                            + " INSERT, UPDATE, DELETE on {p}changes; INSERT, UPDATE, DELETE on {p}nodes;"
                                            + " INSERT on {p}attributes; INSERT, UPDATE, DELETE on {p}device_codes. Grant them")
                                    .replace("{p}", tables.prefix()));
        }
    }

    @Test
    void createSchema_withTheRightToReadOnly_namesTheScriptToRun() throws SQLException {
        owner.createSchema();
        execute("DELETE FROM " + tables.prefix() + "schema_version WHERE version = 3");
        grant("SELECT");

        assertThatThrownBy(() -> restricted().createSchema())
                .isInstanceOf(TokenStoreException.class)
                .hasMessageMatching(
                        ("The tables {p}\\* have version 2 of the schema, but this library needs version 3\\."
                                        + " createSchema\\(\\) failed: .+\\. As a database user who may create tables, run"
                                        + " V3__device_codes\\.sql of io/anchorify/auth/jdbc/schema/\\w+/ with .*")
                                .replace("{p}", tables.prefix()));
    }

    @Test
    void createSchema_withoutAnyRight_namesTheMissingRights() {
        owner.createSchema();

        assertThatThrownBy(() -> restricted().createSchema())
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining(
                        "The database user lacks SELECT, INSERT, UPDATE, DELETE on " + tables.prefix() + "tokens; ")
                .hasMessageContaining("SELECT on " + tables.prefix() + "schema_version. Grant them");
    }

    /** On the data source of a host, because H2 lets administrators only connect with the settings of {@code connect}. */
    private JdbcTokenStore restricted() {
        TestTables restricted = new TestTables(tables.url(), user, PASSWORD, tables.prefix());
        pool = new HikariDataSource(HostPool.config(restricted, 5));
        return JdbcTokenStore.on(pool).tablePrefix(tables.prefix());
    }

    private void grant(String rights) throws SQLException {
        for (SchemaTable table : SchemaTable.ALL) {
            execute("GRANT " + rights + " ON " + tables.prefix() + table.name() + " TO " + user);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = tables.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
