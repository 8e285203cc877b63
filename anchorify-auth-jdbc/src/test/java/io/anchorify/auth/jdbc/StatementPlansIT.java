package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.jdbc.RecordedStatements.Recorded;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import io.anchorify.auth.spi.ExpiringPage;
import io.anchorify.auth.spi.ReminderClaim;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.TokenUse;
import io.anchorify.auth.testing.Effort;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PostgreSQL answers what requests and operators ask from indexes: no scan of the whole table, and a number of blocks that does not
 * depend on the number of tokens.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class StatementPlansIT extends ManyTokens {

    private static final int TOKENS = Effort.pick(50_000, 200_000, 10_000_000);
    /** A page of 100, or a batch of 1,000, with each row in a block of its own, and a few blocks of an index for each. */
    private static final int MOST_BLOCKS = 10_000;

    private static final Duration AGE_OF_THE_OLDEST = Duration.ofDays(730);
    /** Ids and hashes in the order of insertion, because random ones would take an hour to load. */
    private static final String LOAD = """
            INSERT INTO {tokens} (id, owner, label, scopes, hash, created_at, expires_at, last_used_at, revoked_at, created_by,
                attributes)
            SELECT lpad('' || i, 10, '0'), 'owner-' || i % ({count} / 10), 'token ' || i, 'documents:read',
                decode(lpad(to_hex(i), 64, '0'), 'hex'), created_at,
                CASE WHEN i % 100 < 20 THEN created_at + interval '365 days'
                    WHEN i % 100 < 40 THEN created_at + interval '2000 days' END,
                CASE WHEN i % 3 = 0 THEN created_at + interval '1 day' END,
                CASE WHEN i % 100 BETWEEN 50 AND 59 THEN created_at + interval '1 day' END,
                CASE WHEN i % 100 = 60 THEN 'admin' END,
                CASE WHEN i % 100 BETWEEN 70 AND 79 THEN 'project=p' || i / 1000 END
            FROM (SELECT i, TIMESTAMPTZ '{oldest}' + i * (interval '730 days' / {count}) AS created_at
                FROM generate_series(1, {count}) AS i) AS numbered""";

    private static final String LOAD_ATTRIBUTES = """
            INSERT INTO {attributes} (token_id, name, content)
            SELECT id, 'project', substr(attributes, 9) FROM {tokens} WHERE attributes IS NOT NULL""";

    private static final Pattern WHOLE_TABLE = Pattern.compile("Seq Scan on (\\w+)");
    private static final Pattern BLOCKS = Pattern.compile("(?:hit|read)=(\\d+)");

    private static final ReminderClaim REMINDER =
            new ReminderClaim(UUID.randomUUID(), Duration.ofDays(700), Instant.now());

    StatementPlansIT() {
        super(DatabaseServer.postgres());
    }

    @Override
    List<String> load() {
        return List.of(
                LOAD.replace("{count}", String.valueOf(TOKENS))
                        .replace("{oldest}", now.minus(AGE_OF_THE_OLDEST).toString()),
                LOAD_ATTRIBUTES,
                "VACUUM ANALYZE {tokens}",
                "VACUUM ANALYZE {attributes}");
    }

    Stream<Case> indexed() {
        TokenQuery owner = TokenQuery.of("owner-7");
        TokenQuery all = TokenQuery.all();
        TokenQuery.Position middle = new TokenQuery.Position(now.minus(AGE_OF_THE_OLDEST.dividedBy(2)), "m");
        return Stream.of(
                new Case("lookup by hash", it -> it.findByHash(TokenHash.of(new byte[32]))),
                new Case("find", it -> it.find("owner-7", "0000000007")),
                list("owner, active", owner),
                list("owner, ended", owner.which(Which.ENDED)),
                list("owner, all", owner.which(Which.ALL)),
                list("owner, never used", owner.neverUsed()),
                list("owner, presented after the end", owner.which(Which.ENDED).presentedAfterEnd()),
                count("owner", owner),
                list("active", all),
                list("ended", all.which(Which.ENDED)),
                list("all", all.which(Which.ALL)),
                list("all, oldest first", all.which(Which.ALL).oldestFirst()),
                list("all, a later page", all.which(Which.ALL).after(middle)),
                list(
                        "all, oldest first, a later page",
                        all.which(Which.ALL).oldestFirst().after(middle)),
                list("expiring, many", all.expiringBefore(now.plus(timeOf(1000)))),
                list("expiring, few", all.expiringBefore(now.plus(timeOf(3)))),
                count("expiring", all.expiringBefore(now.plus(timeOf(1000)))),
                list("ended long ago, many", all.which(Which.ENDED).endedBefore(oldest().plus(timeOf(1000)))),
                list("ended long ago, none", all.which(Which.ALL).endedBefore(oldest())),
                list("id", all.which(Which.ALL).idStartsWith("00000042")),
                list("id, none", all.which(Which.ALL).idStartsWith("nope")),
                count("id", all.which(Which.ALL).idStartsWith("00000042")),
                list("attribute", all.attribute("project", "p3")),
                list("attribute, none", all.attribute("project", "nope")),
                count("attribute", all.attribute("project", "p3")),
                list(
                        "created before, oldest first",
                        all.which(Which.ALL).createdBefore(now).oldestFirst()),
                reminders("reminders, the first page", null),
                reminders("reminders, a later page", new ExpiringPage.Position(now.plus(Duration.ofDays(100)), "m")),
                new Case("export", it -> it.listAll("0000000007", 1000)));
    }

    @ParameterizedTest
    @MethodSource("indexed")
    void statement_onManyTokens_readsAnIndex(Case example) throws SQLException {
        assertThat(plansOf(example)).allSatisfy(StatementPlansIT::assertIndexed);
    }

    Stream<Case> changes() {
        RevocationDetails details = RevocationDetails.at(now);
        return Stream.of(
                new Case("purge", it -> it.purge(oldest().plus(timeOf(3000)))),
                new Case("revoke", it -> it.revoke("owner-7", "0000000007", details, change())),
                new Case("revoke all", it -> it.revokeAll("owner-7", details, change())),
                new Case(
                        "revoke by attribute",
                        it -> it.revoke(TokenQuery.all().attribute("project", "p4"), rule, 1000, details, change())),
                new Case(
                        "record a refusal",
                        it -> it.recordRefusals(List.of(new TokenUse("0000000007", now)), Duration.ofMinutes(1), now)),
                new Case("claim a reminder", it -> it.claimReminder("0000000007", REMINDER, rule)),
                new Case("confirm a reminder", it -> it.confirmReminder("0000000007", REMINDER)),
                new Case("erase", it -> it.erase("owner-8", change())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void change_ofManyTokens_readsAnIndex(Case example) throws SQLException {
        assertThat(plansOf(example)).allSatisfy(StatementPlansIT::assertIndexed);
    }

    /** The assertions above would fail for a statement that no index helps. */
    @Test
    void statement_withoutAnIndex_isRecognised() throws SQLException {
        Case counting = count("label", TokenQuery.all().which(Which.ALL).labelContains("nope"));

        assertThat(plansOf(counting)).singleElement().satisfies(plan -> {
            assertThat(WHOLE_TABLE.matcher(plan).find()).as(plan).isTrue();
        });
    }

    /** Half of the tokens that expire, expire in this time. */
    private Case reminders(String name, ExpiringPage.@Nullable Position after) {
        return new Case(name, it -> it.listExpiring(Duration.ofDays(700), after, 1000, rule));
    }

    private Case list(String name, TokenQuery query) {
        return new Case("list: " + name, it -> it.list(query, rule));
    }

    private Case count(String name, TokenQuery query) {
        return new Case("count: " + name, it -> it.count(query, rule));
    }

    /** In this time, so many of the tokens that live for a year were created, and half as many of the revoked ones. */
    private static Duration timeOf(int count) {
        return AGE_OF_THE_OLDEST.dividedBy(TOKENS).multipliedBy(5L * count);
    }

    /** When the first tokens were revoked, a year before the first ones expired. */
    private Instant oldest() {
        return now.minus(AGE_OF_THE_OLDEST).plus(Duration.ofDays(1));
    }

    private List<String> plansOf(Case example) throws SQLException {
        List<Recorded> recorded = statementsOf(example);
        assertThat(recorded).isNotEmpty();
        List<String> plans = new ArrayList<>();
        for (Recorded statement : recorded) {
            plans.add(statement.sql() + "\n" + explain(statement));
        }
        return plans;
    }

    private String explain(Recorded statement) throws SQLException {
        StringBuilder plan = new StringBuilder();
        Connection connection = connection();
        connection.setAutoCommit(false);
        try (PreparedStatement explain = statement.prepare(connection, "EXPLAIN (ANALYZE, BUFFERS) ");
                ResultSet lines = explain.executeQuery()) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return plan.toString();
    }

    private static void assertIndexed(String plan) {
        assertThat(WHOLE_TABLE.matcher(plan).results().map(MatchResult::group))
                .as(plan)
                .isEmpty();
        // The first line of buffers is that of the whole statement.
        String buffers = plan.lines()
                .filter(line -> line.contains("Buffers:"))
                .findFirst()
                .orElseThrow();
        assertThat(BLOCKS.matcher(buffers)
                        .results()
                        .mapToInt(match -> Integer.parseInt(match.group(1)))
                        .sum())
                .as(plan)
                .isLessThan(MOST_BLOCKS);
    }
}
