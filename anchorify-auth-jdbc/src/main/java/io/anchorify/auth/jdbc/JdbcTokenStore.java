package io.anchorify.auth.jdbc;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.Database.Work;
import io.anchorify.auth.jdbc.Session.RowMapper;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.ExpiringPage;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.ReminderClaim;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.Succession;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores tokens in H2, PostgreSQL or MariaDB, in tables whose names begin with {@code anchorify_}. Any number of processes
 * can share a database: the tables include a change feed, through which each process learns what the others change.
 *
 * <pre>{@code
 * JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:./auth").createSchema();
 * TokenService tokens = TokenService.builder(store).build();
 * }</pre>
 *
 * <p>Reads run in autocommit mode on a connection of their own, so they see everything committed before they began.
 * Conditional statements and their row counts settle races. A change takes effect when its method returns, and is never
 * part of a transaction of the caller. A service that has served its first request keeps one connection to follow the
 * change feed. Every method ends within seconds, with a {@link TokenStoreException} if the database does not
 * respond, and works again as soon as the database does. All methods are safe for use by concurrent threads.
 */
public final class JdbcTokenStore implements TokenStore {

    private static final String DEFAULT_PREFIX = "anchorify_";

    /** One follows the change feed, three serve lookups and changes. */
    private static final int HOST_CONNECTIONS = 4;

    /** How long a read waits for a response, unless the URL sets the timeout of every statement. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);

    private static final String PING = "SELECT 1 FROM {tokens} WHERE 1 = 0";

    static final String FIND_BY_HASH = "SELECT {columns} FROM {tokens} WHERE hash = ?";

    static final String FIND = "SELECT {columns} FROM {tokens} WHERE owner = ? AND id = ?";

    private static final String LIST = """
            SELECT {columns} FROM {tokens} WHERE {selected} ORDER BY {order} FETCH FIRST ? ROWS ONLY""";

    private static final String COUNT = "SELECT COUNT(*) FROM {tokens} WHERE {selected}";

    private static final String LIST_ALL =
            "SELECT {columns} FROM {tokens} WHERE id > ? ORDER BY id FETCH FIRST ? ROWS ONLY";

    static final String REVOKE = """
            UPDATE {tokens} SET revoked_at = GREATEST(created_at, ?), revoked_by = ?, revoke_reason = ?
            WHERE owner = ? AND id = ? AND revoked_at IS NULL""";

    private static final String REVOKE_ALL = """
            UPDATE {tokens} SET revoked_at = GREATEST(created_at, ?), revoked_by = ?, revoke_reason = ?
            WHERE owner = ? AND revoked_at IS NULL""";

    /** The inner SELECT is for MariaDB, which cannot limit a subquery or read the table that it changes. */
    private static final String REVOKE_SELECTED = """
            UPDATE {tokens} SET revoked_at = GREATEST(created_at, ?), revoked_by = ?, revoke_reason = ?
            WHERE revoked_at IS NULL AND id IN (SELECT id FROM (
                SELECT id FROM {tokens} WHERE {selected} FETCH FIRST ? ROWS ONLY
            ) AS selected)""";

    private static final String RENAME = "UPDATE {tokens} SET label = ? WHERE owner = ? AND id = ?";

    private static final String EXISTS = "SELECT 1 FROM {tokens} WHERE owner = ? AND id = ?";

    private static final String ERASE = "DELETE FROM {tokens} WHERE owner = ?";

    private final Database database;
    private final DataSource dataSource;
    private final boolean lostCommitsAllowed;
    private final Schema schema;
    private final ChangeLog changes;
    private final ChangeFeed feed;
    private final DeviceCodeStore deviceCodes;
    private final RowMapper<StoredToken> tokenRow;

    private JdbcTokenStore(Database database, DataSource dataSource, boolean lostCommitsAllowed) {
        this.database = database;
        this.dataSource = dataSource;
        this.lostCommitsAllowed = lostCommitsAllowed;
        this.schema = new Schema(database);
        this.changes = new ChangeLog(database);
        this.feed = new SqlChangeFeed(database);
        this.deviceCodes = new SqlDeviceCodes(database);
        this.tokenRow = TokenRow.mapper(database.dialect());
    }

    /**
     * Connects to a database with a pool of ten connections, which {@link #close} closes.
     *
     * @param url the JDBC URL; it can contain user and password as the driver's documentation describes
     * @return the store
     * @throws TokenStoreException if the driver is missing, the database does not respond, or it is not supported
     */
    public static JdbcTokenStore connect(String url) {
        return connect(url, null, null);
    }

    /**
     * Connects to a database as a user, with a pool of ten connections, which {@link #close} closes.
     *
     * <p>Unless the URL sets other timeouts, connecting fails after 2 seconds, a read after 1 second without a response,
     * and any other statement after 5. An H2 file is opened with {@code WRITE_DELAY=0}, because H2 otherwise acknowledges
     * commits that a crash can lose.
     *
     * @param url the JDBC URL
     * @param user the database user, or {@code null} if the URL contains one or none is needed
     * @param password that user's password, or {@code null}
     * @return the store
     * @throws TokenStoreException if the driver is missing, the database does not respond, or it is not supported
     */
    public static JdbcTokenStore connect(String url, @Nullable String user, @Nullable String password) {
        ConnectionPool pool = ConnectionPool.connect(url, user, password);
        Duration readTimeout = ConnectionUrl.setsSocketTimeout(url) ? null : READ_TIMEOUT;
        return new JdbcTokenStore(new Database(pool, DEFAULT_PREFIX, readTimeout), pool.dataSource(), false);
    }

    /**
     * Uses the data source of the host application, of which the store keeps four connections until it is closed.
     *
     * @param dataSource the host's data source
     * @return the store
     * @throws TokenStoreException if the database is not supported, or if the data source does not provide five connections
     *     at the same time
     * @see #on(DataSource, int)
     */
    public static JdbcTokenStore on(DataSource dataSource) {
        return on(dataSource, HOST_CONNECTIONS);
    }

    /**
     * Uses the data source of the host application, of which the store keeps some connections until it is closed. It never
     * closes the data source.
     *
     * <p>The store works on these connections only. It takes them on threads of its own, where no transaction is bound. So
     * it never commits or rolls back a transaction of the host, its changes survive a rollback of the host, and it works
     * while transactions of the host use all other connections.
     *
     * @param dataSource the host's data source, whose connections should have timeouts
     * @param connections how many connections the store keeps, at least 2. One follows the change feed, and the others serve
     *     lookups and changes, each for about a millisecond
     * @return the store
     * @throws IllegalArgumentException if {@code connections} is less than 2
     * @throws TokenStoreException if the database is not supported, or if the data source does not provide one connection
     *     more than the store keeps
     */
    public static JdbcTokenStore on(DataSource dataSource, int connections) {
        if (connections < ConnectionPool.MIN_SIZE) {
            throw new IllegalArgumentException("A store needs at least two connections: one follows the change feed");
        }
        ConnectionPool pool = ConnectionPool.on(dataSource, connections);
        return new JdbcTokenStore(new Database(pool, DEFAULT_PREFIX, null), dataSource, false);
    }

    /**
     * Returns the data source that was passed to {@code on} or, after {@code connect}, the pool of this store, for an
     * application with tables of its own beside the tokens. The pool is closed with the store. An application must not call
     * this store while it holds a connection of the pool: threads that do so can use up the pool and wait for each other.
     *
     * @return the data source, with timeouts set if the store opened it
     */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Chooses what the names of the tables begin with. Use the returned store instead of this one: it takes over the
     * connections, and closes them. This store throws {@link IllegalStateException} from then on, and its {@code close} does
     * nothing. For several prefixes, call {@code connect} or {@code on} for each.
     *
     * <p>If the prefix is refused, this store is closed, because in {@code connect(url).tablePrefix(prefix)} the caller has
     * no reference to close.
     *
     * @param prefix a lower-case letter or underscore, then up to 30 of {@code a-z 0-9 _}; {@code anchorify_} by default
     * @return a store with that prefix on the same database and connections
     * @throws IllegalArgumentException if the prefix does not have this form
     * @throws IllegalStateException if this store was replaced before
     */
    public JdbcTokenStore tablePrefix(String prefix) {
        if (!prefix.matches("[a-z_][a-z0-9_]{0,30}")) {
            close();
            throw new IllegalArgumentException(
                    "A table prefix is a lower-case letter or '_', then up to 30 of a-z, 0-9 and '_'");
        }
        return new JdbcTokenStore(database.replaceTablePrefix(prefix), dataSource, lostCommitsAllowed);
    }

    /**
     * Accepts a database that is known to lose committed changes when its process is killed, which {@link #verify} refuses
     * otherwise: H2 2.5, an H2 file with a {@code WRITE_DELAY}, or a server that acknowledges commits before it has written
     * them. For tests, and for tokens that may become active again after a crash.
     *
     * @return a store that accepts the loss; it takes over the connections, and this store can no longer be used
     */
    public JdbcTokenStore allowLostCommits() {
        return new JdbcTokenStore(database.replaceTablePrefix(database.tablePrefix()), dataSource, true);
    }

    /**
     * Creates the tables and their indexes unless they exist. Several processes may do so concurrently.
     *
     * <p>If this fails, the store is closed, because in {@code connect(url).createSchema()} the caller has no reference to
     * close. A data source passed to {@code on} stays open.
     *
     * @return this store
     * @throws TokenStoreException if the database rejects a statement
     */
    public JdbcTokenStore createSchema() {
        try {
            schema.create();
            return this;
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Also verifies that the database stores and compares texts exactly, by a token that it writes and removes in one
     * transaction, and that its settings do not lose committed changes (see {@link #allowLostCommits}).
     */
    @Override
    public void verify() {
        schema.verify();
        new DatabaseCheck(database, lostCommitsAllowed).verify();
    }

    /**
     * Reads the version of the schema from the database, for instance to see whether an upgrade has run.
     *
     * @return the version that was applied last, 1 or more
     * @throws TokenStoreException if the tables are missing, or the database does not answer
     */
    public int schemaVersion() {
        return schema.version();
    }

    @Override
    public void ping() {
        database.read("answer", session -> session.query(PING, row -> row.getInt(1)));
    }

    @Override
    public boolean insert(StoredToken token) {
        if (token.token().attributes().isEmpty()) {
            return database.write("add a token", session -> database.dialect().insert(session, token));
        }
        return database.inTransaction("add a token", session -> TokenWrites.insert(session, token));
    }

    @Override
    public InsertResult insert(StoredToken token, int maximum, ActiveRule rule) {
        return database.inTransaction("add a token", session -> TokenWrites.insert(session, token, maximum, rule));
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return database.read(
                "look up a token",
                session -> session.query(FIND_BY_HASH, tokenRow, hash.bytes()).stream()
                        .findFirst());
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return database.read(
                "find a token",
                session -> session.query(FIND, tokenRow, owner, id).stream().findFirst());
    }

    @Override
    public List<Token> list(TokenQuery query, ActiveRule rule) {
        TokenSelection selection = TokenSelection.of(query, rule).after(query);
        String sql = LIST.replace("{selected}", selection.condition()).replace("{order}", TokenSelection.order(query));
        Object[] parameters = selection.parameters(List.of(), query.limit());
        Work<List<Token>> list = session -> session.query(sql, tokenRow, parameters).stream()
                .map(StoredToken::token)
                .toList();
        // A request waits for the tokens of an owner. A list of all owners may read many rows.
        return query.owner() == null
                ? database.run("list tokens", list)
                : database.read("list the tokens of an owner", list);
    }

    @Override
    public long count(TokenQuery query, ActiveRule rule) {
        TokenSelection selection = TokenSelection.of(query, rule);
        return database.run("count tokens", session -> count(session, selection));
    }

    static long count(Session session, TokenSelection selection) throws SQLException {
        String sql = COUNT.replace("{selected}", selection.condition());
        return session.query(sql, row -> row.getLong(1), selection.parameters(List.of()))
                .get(0);
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        return database.run("list all tokens", session -> session.query(LIST_ALL, tokenRow, afterId, limit));
    }

    @Override
    public boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change) {
        return changes.commit(
                "revoke a token", change, session -> TokenWrites.revoke(session, owner, id, details) == 1);
    }

    @Override
    public int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        return changes.commit("revoke the tokens of an owner", change, session -> {
            SqlDeviceCodes.deleteApproved(session, owner);
            return session.update(REVOKE_ALL, TokenWrites.parameters(details, owner));
        });
    }

    @Override
    public int revoke(TokenQuery query, ActiveRule rule, int limit, RevocationDetails details, ChangeRecord change) {
        TokenSelection selection = TokenSelection.of(query, rule).notRevoked();
        String sql = REVOKE_SELECTED.replace("{selected}", selection.condition());
        @Nullable Object[] parameters = TokenWrites.parameters(details, selection.parameters(List.of(), limit));
        return changes.commit("revoke tokens", change, session -> session.update(sql, parameters));
    }

    @Override
    public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
        try {
            return changes.commit("rotate a token", change, session -> TokenWrites.rotate(session, succession, rule));
        } catch (TokenWrites.DuplicateTokenException e) {
            return Succession.Result.DUPLICATE;
        }
    }

    /** Does not rely on the number of updated rows, which MariaDB can count without those that had this label before. */
    @Override
    public boolean rename(String owner, String id, @Nullable String label, ChangeRecord change) {
        return changes.commit("rename a token", change, session -> {
            session.update(RENAME, label, owner, id);
            return !session.query(EXISTS, row -> row.getInt(1), owner, id).isEmpty();
        });
    }

    @Override
    public int erase(String owner, ChangeRecord change) {
        return changes.commit("erase the tokens of an owner", change, session -> {
            SqlDeviceCodes.deleteApproved(session, owner);
            return session.update(ERASE, owner);
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>Runs in one transaction. {@link TokenSink#unwrap} returns its {@link java.sql.Connection}. The database ends the
     * transaction if the source pauses for 2 seconds, except H2; the sink throws a {@link TokenStoreException} 10 minutes after
     * its start. Until the transaction ends, it locks the tokens that it changes.
     */
    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        return changes.commitOnce("import tokens", change, session -> {
            database.dialect().prepareImport(session, TokenImport.LIMIT);
            TokenImport tokens = new TokenImport(session, System::nanoTime);
            source.accept(tokens);
            return tokens.finish();
        });
    }

    @Override
    public void recordUses(Collection<TokenUse> uses, Instant latest) {
        if (uses.isEmpty()) {
            return;
        }
        List<TokenUse> sorted = sorted(uses);
        database.inTransaction("record the uses of tokens", session -> {
            database.dialect().recordUses(session, sorted, latest);
            return sorted.size();
        });
    }

    @Override
    public Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        if (uses.isEmpty()) {
            return Set.of();
        }
        List<TokenUse> sorted = sorted(uses);
        return database.inTransaction(
                "record refused uses of tokens", session -> Refusals.record(session, sorted, interval, latest));
    }

    @Override
    public ExpiringPage listExpiring(
            Duration before, ExpiringPage.@Nullable Position after, int limit, ActiveRule rule) {
        return database.run(
                "list the tokens that expire soon",
                session -> Reminders.list(session, tokenRow, before, after, limit, rule));
    }

    @Override
    public boolean claimReminder(String tokenId, ReminderClaim claim, ActiveRule rule) {
        return database.write("claim a reminder", session -> Reminders.claim(session, tokenId, claim, rule));
    }

    @Override
    public boolean confirmReminder(String tokenId, ReminderClaim claim) {
        return database.write("confirm a reminder", session -> Reminders.confirm(session, tokenId, claim));
    }

    private static List<TokenUse> sorted(Collection<TokenUse> uses) {
        return uses.stream().sorted(Comparator.comparing(TokenUse::tokenId)).toList();
    }

    @Override
    public int purge(Instant endedBefore) {
        int purged = 0;
        while (true) {
            List<String> ids = database.run("find ended tokens", session -> EndedTokens.find(session, endedBefore));
            if (ids.isEmpty()) {
                return purged;
            }
            purged += database.write("remove ended tokens", session -> EndedTokens.delete(session, ids));
        }
    }

    @Override
    public Optional<ChangeFeed> changeFeed() {
        return Optional.of(feed);
    }

    @Override
    public Optional<DeviceCodeStore> deviceCodes() {
        return Optional.of(deviceCodes);
    }

    @Override
    public void close() {
        database.close();
    }
}
