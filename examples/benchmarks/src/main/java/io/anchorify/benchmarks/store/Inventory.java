package io.anchorify.benchmarks.store;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.ReminderClaim;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.Succession;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Prints how long the statements of requests and operators take on many tokens: the median of 21 runs, in milliseconds. */
public final class Inventory {

    private static final int WARM_UPS = 4;
    private static final int RUNS = 25;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int TOKENS_OF_AN_OWNER = 10;
    private static final Duration AGE_OF_THE_OLDEST = Duration.ofDays(730);

    private final JdbcTokenStore store;
    private final int tokens;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final ActiveRule rule = ActiveRule.at(now);
    private final RevocationDetails details = new RevocationDetails(now, "admin", "left");
    private final Map<String, IntConsumer> statements = new LinkedHashMap<>();
    private int added;

    private Inventory(JdbcTokenStore store, int tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /**
     * Loads the tokens and prints the table.
     *
     * @param database where
     * @param tokens how many tokens to load
     * @throws SQLException if the database cannot be prepared
     */
    public static void print(Database database, int tokens) throws SQLException {
        try (JdbcTokenStore store = database.connect()) {
            execute(store, database.cacheOfOneGigabyte());
            Inventory inventory = new Inventory(store, tokens);
            inventory.load();
            execute(store, database.collectStatistics());
            inventory.addRequests();
            inventory.addQueries();
            inventory.addChanges();
            inventory.statements.forEach(Inventory::print);
        }
    }

    private void load() {
        store.importAll(sink -> IntStream.range(0, tokens).mapToObj(this::row).forEach(sink::add), change());
    }

    private static void execute(JdbcTokenStore store, String sql) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void addRequests() {
        statements.put("lookup by hash", run -> store.findByHash(SpreadKeys.hash(spread(run))));
        statements.put("`find`", run -> store.find(owner(spread(run)), SpreadKeys.id(spread(run))));
        statements.put("`issue` without a maximum", run -> store.insert(newRow()));
        statements.put("`issue` with a maximum", run -> store.insert(newRow(), 100, rule));
        statements.put("`list`, one owner", run -> store.list(TokenQuery.of(owner(spread(run))), rule));
        statements.put("`count`, one owner", run -> store.count(TokenQuery.of(owner(spread(run))), rule));
    }

    private void addQueries() {
        TokenQuery all = TokenQuery.all();
        Instant nextWeek = now.plus(Duration.ofDays(7));
        list("active", all);
        list("ended", all.which(Which.ENDED));
        list("all, a page in the middle", all.which(Which.ALL).after(middle()));
        list("expiring within a week", all.expiringBefore(nextWeek));
        list(
                "ended a year ago, oldest first",
                all.which(Which.ENDED).endedBefore(yearAgo()).oldestFirst());
        list("100 with an attribute", all.attribute("project", "p3"));
        list("scope, which a fifth has", all.scope("documents:write"));
        list("created by, 1 %", all.createdBy("admin"));
        list("created by, none", all.createdBy("nobody"));
        list("label contains, none", all.labelContains("nothing"));
        list("never expiring, unused for a year", all.neverExpiring().unusedSince(yearAgo()));
        count("active", all);
        count("expiring within a week", all.expiringBefore(nextWeek));
        count("100 with an attribute", all.attribute("project", "p3"));
        count("label contains, none", all.labelContains("nothing"));
        statements.put("reminders, a page of 100", run -> store.listExpiring(Duration.ofDays(7), null, 100, rule));
        statements.put("export, a page of 1,000", run -> store.listAll(SpreadKeys.id(spread(run)), 1000));
    }

    private void addChanges() {
        statements.put("claim of a reminder", run -> store.claimReminder(SpreadKeys.id(spread(run)), claim(), rule));
        statements.put(
                "refused use, recorded", run -> store.recordRefusals(List.of(use(run)), Duration.ofMinutes(1), now));
        statements.put(
                "`rename`", run -> store.rename(owner(spread(run)), SpreadKeys.id(spread(run)), "new label", change()));
        statements.put(
                "`revoke`", run -> store.revoke(owner(spread(run)), SpreadKeys.id(spread(run)), details, change()));
        statements.put("`rotate`", this::rotate);
        statements.put("`revokeAll`, 10 tokens", run -> store.revokeAll(owner(spread(run)), details, change()));
        statements.put("`revoke(query)`, 100 tokens with an attribute", this::revokeByAttribute);
        statements.put("`erase`, 10 tokens", run -> store.erase(owner(spread(run)), change()));
        statements.put("`purge`, 1,000 tokens", this::purge);
    }

    private void list(String name, TokenQuery query) {
        statements.put("`list`, all owners: " + name, run -> store.list(query, rule));
    }

    private void count(String name, TokenQuery query) {
        statements.put("`count`, all owners: " + name, run -> store.count(query, rule));
    }

    private void rotate(int run) {
        // Of a group that is active.
        int number = spread(run) / 100 * 100 + 90;
        int next = tokens + added++;
        Token successor = Token.builder(SpreadKeys.id(next), owner(number), now)
                .predecessorId(SpreadKeys.id(number))
                .build();
        Succession succession =
                new Succession(new StoredToken(successor, SpreadKeys.hash(next)), now.plusSeconds(60), false, null);
        store.rotate(succession, rule, change());
    }

    private void revokeByAttribute(int run) {
        TokenQuery query = TokenQuery.all().attribute("project", "p" + (run + 10));
        store.revoke(query, rule, 1000, details, change());
    }

    /** The tenth of the tokens that were revoked a day after their creation. */
    private void purge(int run) {
        Instant firstRevocation = now.minus(AGE_OF_THE_OLDEST).plus(Duration.ofDays(1));
        store.purge(firstRevocation.plus(AGE_OF_THE_OLDEST
                .dividedBy(tokens)
                .multipliedBy(10_000L * (run + 1))
                .plusMillis(1)));
    }

    private static void print(String name, IntConsumer statement) {
        try {
            System.out.printf("| %s | %.2f |%n", name, median(statement) / 1e6);
        } catch (TokenStoreException e) {
            System.out.printf("| %s | more than 5,000 |%n", name);
        }
    }

    /** The median of the runs in nanoseconds; of fewer runs if they are slow. */
    private static double median(IntConsumer statement) {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int run = 0; run < RUNS && System.nanoTime() - end < 0; run++) {
            long began = System.nanoTime();
            statement.accept(run);
            nanos.add(System.nanoTime() - began);
        }
        List<Long> warm = nanos.subList(Math.min(WARM_UPS, nanos.size() - 1), nanos.size());
        return warm.stream().sorted().skip(warm.size() / 2).findFirst().orElseThrow();
    }

    private StoredToken row(int number) {
        Instant createdAt = createdAt(number);
        int group = number % 100;
        Token token = Token.builder(SpreadKeys.id(number), owner(number), createdAt)
                .label("token " + number)
                .scopes(group % 5 == 0 ? Set.of("documents:read", "documents:write") : Set.of("documents:read"))
                .attributes(group >= 70 && group < 80 ? Map.of("project", "p" + number / 1000) : Map.of())
                .expiresAt(
                        group < 20
                                ? createdAt.plus(Duration.ofDays(365))
                                : group < 40 ? createdAt.plus(Duration.ofDays(2000)) : null)
                .lastUsedAt(group % 3 == 0 ? createdAt.plus(Duration.ofDays(1)) : null)
                .revokedAt(group >= 50 && group < 60 ? createdAt.plus(Duration.ofDays(1)) : null)
                .createdBy(group == 60 ? "admin" : null)
                .build();
        return new StoredToken(token, SpreadKeys.hash(number));
    }

    private StoredToken newRow() {
        return row(tokens + added++);
    }

    private Instant createdAt(int number) {
        Duration step = AGE_OF_THE_OLDEST.dividedBy(tokens);
        Instant createdAt = now.minus(AGE_OF_THE_OLDEST).plus(step.multipliedBy(number));
        return createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    private TokenQuery.Position middle() {
        return new TokenQuery.Position(createdAt(tokens / 2), "m");
    }

    private Instant yearAgo() {
        return now.minus(Duration.ofDays(365));
    }

    /** A different token in each run, spread over all of them. */
    private int spread(int run) {
        return (int) ((run + 1L) * (tokens / (RUNS + 1)) + run);
    }

    private String owner(int number) {
        return "owner-" + number % (tokens / TOKENS_OF_AN_OWNER);
    }

    private ReminderClaim claim() {
        return new ReminderClaim(UUID.randomUUID(), Duration.ofDays(7), now.plusSeconds(60));
    }

    private TokenUse use(int run) {
        return new TokenUse(SpreadKeys.id(spread(run)), now, null);
    }

    private static ChangeRecord change() {
        return new ChangeRecord(UUID.randomUUID(), new ChangeScope.AnyToken());
    }
}
