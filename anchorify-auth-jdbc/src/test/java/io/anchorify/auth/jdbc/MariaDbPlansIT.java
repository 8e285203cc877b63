package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.jdbc.RecordedStatements.Recorded;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.RevocationDetails;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MariaDB reads few rows for the statements that indexes help. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MariaDbPlansIT extends ManyTokens {

    private static final int TOKENS = 20_000;
    private static final int MOST_ROWS = 2000;

    /** Every token was issued two years ago, a tenth was revoked a year ago, a tenth expires within 2,000 minutes. */
    private static final String LOAD = """
            INSERT INTO {tokens} (id, owner, hash, created_at, expires_at, revoked_at)
            SELECT LPAD(seq, 10, '0'), CONCAT('owner-', seq DIV 10), UNHEX(SHA2(seq, 256)),
                UTC_TIMESTAMP(6) - INTERVAL 730 DAY + INTERVAL seq SECOND,
                CASE WHEN seq % 10 = 1 THEN UTC_TIMESTAMP(6) + INTERVAL seq DIV 10 MINUTE END,
                CASE WHEN seq % 10 = 2 THEN UTC_TIMESTAMP(6) - INTERVAL 365 DAY END
            FROM seq_1_to_{count}""";

    private static final String LOAD_ATTRIBUTES = """
            INSERT INTO {attributes} (token_id, name, content)
            SELECT id, 'project', CONCAT('p', MOD(id, 1000)) FROM {tokens}""";

    MariaDbPlansIT() {
        super(DatabaseServer.mariaDb());
    }

    @Override
    List<String> load() {
        return List.of(
                LOAD.replace("{count}", String.valueOf(TOKENS)),
                LOAD_ATTRIBUTES,
                "ANALYZE TABLE {tokens}, {attributes}");
    }

    Stream<Case> indexed() {
        TokenQuery all = TokenQuery.all();
        RevocationDetails details = RevocationDetails.at(now);
        return Stream.of(
                new Case("list of an owner", it -> it.list(TokenQuery.of("owner-7"), rule)),
                new Case("count of an owner", it -> it.count(TokenQuery.of("owner-7"), rule)),
                new Case("list", it -> it.list(all, rule)),
                new Case("list by id", it -> it.list(all.idStartsWith("00000042"), rule)),
                new Case("list of expiring", it -> it.list(all.expiringBefore(now.plusSeconds(3600)), rule)),
                new Case("count of expiring", it -> it.count(all.expiringBefore(now.plusSeconds(3600)), rule)),
                new Case("list by attribute", it -> it.list(all.attribute("project", "p3"), rule)),
                new Case("reminders", it -> it.listExpiring(Duration.ofHours(1), null, 100, rule)),
                new Case("purge of none", it -> it.purge(now.minus(Duration.ofDays(400)))),
                new Case("purge", it -> it.purge(now.minus(Duration.ofDays(300)))),
                new Case("revoke all", it -> it.revokeAll("owner-7", details, change())),
                new Case(
                        "revoke by attribute",
                        it -> it.revoke(all.attribute("project", "p4"), rule, 1000, details, change())));
    }

    @ParameterizedTest
    @MethodSource("indexed")
    void statement_onManyTokens_readsFewRows(Case example) throws SQLException {
        for (Recorded statement : statementsOf(example)) {
            assertThat(rowsReadBy(statement)).as(statement.sql()).isLessThan(MOST_ROWS);
        }
    }

    private long rowsReadBy(Recorded statement) throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        try (Statement status = connection.createStatement();
                PreparedStatement again = statement.prepare(connection, "")) {
            status.execute("FLUSH STATUS");
            again.execute();
            return handlerReads(status);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static long handlerReads(Statement status) throws SQLException {
        long rows = 0;
        try (ResultSet row = status.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
            while (row.next()) {
                rows += row.getLong(2);
            }
        }
        return rows;
    }
}
