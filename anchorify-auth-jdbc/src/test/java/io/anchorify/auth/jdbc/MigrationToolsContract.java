package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeLogParameters;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Flyway and Liquibase run the scripts of the schema as they are, with the settings of {@code docs/databases.md}. */
abstract class MigrationToolsContract {

    private static final String SCHEMA = "io/anchorify/auth/jdbc/schema/";

    private TestTables tables;

    /** Open during the test, because H2 removes a database in memory with its last connection. */
    private JdbcTokenStore store;

    abstract TestTables newTables();

    /** The name of the folder of the database. */
    abstract String folder();

    @BeforeEach
    void connect() {
        tables = newTables();
        store = tables.connect();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void flyway_withoutTables_createsThem() throws Exception {
        assertThat(flyway().migrate().migrationsExecuted).isEqualTo(3);

        assertTablesWork();
        assertThat(flyway().migrate().migrationsExecuted).isZero();
    }

    @Test
    void flyway_onTablesOfCreateSchema_leavesThem() throws Exception {
        store.createSchema();
        List<String> applied = applied();
        flyway().migrate();

        assertThat(applied()).isEqualTo(applied);
        assertTablesWork();
    }

    @Test
    @ResourceLock("liquibase")
    void liquibase_withoutTables_createsThem() throws Exception {
        liquibase();

        assertTablesWork();
        liquibase();
    }

    @Test
    @ResourceLock("liquibase")
    void liquibase_onTablesOfCreateSchema_leavesThem() throws Exception {
        store.createSchema();
        List<String> applied = applied();
        liquibase();

        assertThat(applied()).isEqualTo(applied);
        assertTablesWork();
    }

    /** Creating them again changes nothing. */
    private void assertTablesWork() throws Exception {
        List<String> applied = applied();
        assertThat(applied).hasSize(3);
        store.createSchema();
        assertThat(applied()).isEqualTo(applied);
        try (TokenService tokens = TokenService.builder(tables.connect()).build()) {
            assertThat(tokens.issue("ada", "laptop").id()).isNotEmpty();
        }
    }

    private List<String> applied() throws SQLException {
        List<String> times = new ArrayList<>();
        try (Connection connection = tables.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT applied_at FROM " + tables.prefix() + "schema_version ORDER BY version")) {
            while (row.next()) {
                times.add(row.getString(1));
            }
        }
        return times;
    }

    private Flyway flyway() throws Exception {
        Map<String, String> settings = new HashMap<>();
        documentedSettings()
                .forEach((name, value) -> settings.put(
                        (String) name,
                        ((String) value).replace("postgresql", folder()).replace("anchorify_", tables.prefix())));
        return Flyway.configure()
                .configuration(settings)
                .dataSource(tables.url(), tables.user(), tables.password())
                .load();
    }

    private static Properties documentedSettings() throws Exception {
        String page = Files.readString(Path.of("../docs/databases.md"));
        String fence = "```properties\n";
        int start = page.indexOf(fence) + fence.length();
        Properties settings = new Properties();
        settings.load(new StringReader(page.substring(start, page.indexOf("```", start))));
        assertThat(settings).containsKey("flyway.locations");
        return settings;
    }

    private void liquibase() throws Exception {
        Database database = DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(tables.connection()));
        try (database) {
            database.setDatabaseChangeLogTableName(tables.prefix() + "log");
            database.setDatabaseChangeLogLockTableName(tables.prefix() + "lock");
            ChangeLogParameters parameters = new ChangeLogParameters(database);
            parameters.set("prefix", tables.prefix());
            new CommandScope(UpdateCommandStep.COMMAND_NAME)
                    .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                    .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, SCHEMA + "changelog.xml")
                    .addArgumentValue(DatabaseChangelogCommandStep.CHANGELOG_PARAMETERS, parameters)
                    .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
                    .execute();
        }
    }
}
