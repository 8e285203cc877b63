package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.examples.jetty.documents.DocumentStoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application as a database user who may read and write tables, but not create any. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RestrictedDatabaseUserIT extends TransferFixture {

    private static final String PASSWORD = "restricted";

    private final String user =
            "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);

    private Map<String, String> owner;

    @Test
    void application_startsOnceTheOwnerHasRunWhatItAskedFor() throws Exception {
        owner = TestDatabases.POSTGRESQL.emptyEnvironment();
        execute("CREATE ROLE " + user + " LOGIN PASSWORD '" + PASSWORD + "'");

        assertThatThrownBy(this::start)
                .isInstanceOf(TokenStoreException.class)
                .hasMessageMatching(
                        "The table anchorify_tokens is missing\\. This library needs version 3 of the schema\\. createSchema\\(\\) failed: ERROR: permission denied for schema public\\. As a database"
                                + " user who may create tables, run V1__tokens\\.sql and then"
                                + " V2__life_of_a_token\\.sql and then V3__device_codes\\.sql of io/anchorify/auth/jdbc/schema/postgresql/ with \\$\\{prefix} replaced by 'anchorify_'");
        connect().createSchema().close();
        grant();

        Throwable withoutDocuments = catchThrowable(this::start);
        assertThat(withoutDocuments)
                .isInstanceOf(DocumentStoreException.class)
                .hasMessageStartingWith(
                        "The table anchorify_documents cannot be read or created. As a database user who"
                                + " may create tables, run: CREATE TABLE ");
        execute(withoutDocuments
                .getMessage()
                .substring(withoutDocuments.getMessage().indexOf("CREATE TABLE")));
        grant();

        try (TestApp started = TestApp.on(restricted())) {
            app = started;
            laptop = app.tokens.issue("ada", "laptop");
            publish(laptop.secret().reveal(), "Notes");
            assertThat(importInto(app, export(app)).statusCode()).isEqualTo(200);
        }
    }

    private void start() throws Exception {
        Map<String, String> environment = new HashMap<>(restricted());
        environment.put("ANCHORIFY_PORT", "0");
        AnchorifyApp.start(Settings.of(environment)).close();
    }

    private Map<String, String> restricted() {
        Map<String, String> environment = new HashMap<>(owner);
        environment.put("ANCHORIFY_JDBC_USER", user);
        environment.put("ANCHORIFY_JDBC_PASSWORD", PASSWORD);
        return environment;
    }

    private void grant() throws SQLException {
        execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + user);
    }

    private JdbcTokenStore connect() {
        return JdbcTokenStore.connect(
                owner.get("ANCHORIFY_JDBC_URL"),
                owner.get("ANCHORIFY_JDBC_USER"),
                owner.get("ANCHORIFY_JDBC_PASSWORD"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        owner.get("ANCHORIFY_JDBC_URL"),
                        owner.get("ANCHORIFY_JDBC_USER"),
                        owner.get("ANCHORIFY_JDBC_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
