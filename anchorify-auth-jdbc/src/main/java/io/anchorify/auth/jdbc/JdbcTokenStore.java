package io.anchorify.auth.jdbc;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spi.TokenUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in H2, PostgreSQL or MariaDB, in tables whose names begin with {@code anchorify_}. Any number of processes can use
 * one database: it holds a feed of what they change, too.
 *
 * <pre>{@code
 * JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:./auth").createSchema();
 * TokenService tokens = TokenService.builder(store).build();
 * }</pre>
 *
 * <p>What reads runs in autocommit mode on a connection of its own, so it sees all that was committed when it began; races
 * are settled by the row counts of conditional statements. A service that has served its first request keeps one
 * connection for itself. Every method ends within seconds, with a {@link TokenStoreException} if the database does not
 * answer, and works again as soon as the database does. All methods may be called by any number of threads.
 */
public final class JdbcTokenStore implements TokenStore {

    private static final String DEFAULT_PREFIX = "anchorify_";

    private final Database database;
    private final Schema schema;
    private final TokenStatements tokens;
    private final ChangeFeed changes;

    private JdbcTokenStore(Database database, String tablePrefix) {
        this.database = database;
        this.schema = new Schema(database, tablePrefix);
        FeedTables feed = new FeedTables(tablePrefix, database.dialect());
        this.tokens = new TokenStatements(database, tablePrefix, new ChangeLog(database, feed));
        this.changes = new SqlChangeFeed(database, feed);
    }

    /**
     * Connects to a database with a connection pool of its own, of ten connections, which {@link #close} closes.
     *
     * @param url the JDBC URL; it can name user and password as the driver's documentation describes
     * @return the store
     * @throws TokenStoreException if the driver is missing, the database does not answer, or it is not one of the three
     */
    public static JdbcTokenStore connect(String url) {
        return connect(url, null, null);
    }

    /**
     * Connects to a database as a user, with a connection pool of its own, of ten connections, which {@link #close}
     * closes.
     *
     * <p>Unless the URL says otherwise, a connection is given up after 2 seconds without one, the answer to a read after
     * 1 second, and any other answer after 5. An H2 file is opened with {@code WRITE_DELAY=0}, for H2 otherwise
     * acknowledges commits that a crash can lose.
     *
     * @param url the JDBC URL
     * @param user the database user, or {@code null} if the URL names one or none is needed
     * @param password that user's password, or {@code null}
     * @return the store
     * @throws TokenStoreException if the driver is missing, the database does not answer, or it is not one of the three
     */
    public static JdbcTokenStore connect(String url, @Nullable String user, @Nullable String password) {
        return new JdbcTokenStore(ConnectionPool.open(url, user, password), DEFAULT_PREFIX);
    }

    /**
     * Uses the host application's data source, which is never closed here. It should hand out connections that are not
     * part of a transaction, with timeouts set, and at isolation level READ COMMITTED.
     *
     * @param dataSource the host's data source
     * @return the store
     * @throws TokenStoreException if the database does not answer, or it is not one of the three
     */
    public static JdbcTokenStore on(DataSource dataSource) {
        return new JdbcTokenStore(Database.of(dataSource), DEFAULT_PREFIX);
    }

    /**
     * The connections of this store, for an application that keeps tables of its own beside the tokens. It is closed
     * with the store if the store opened it.
     *
     * @return the data source, with timeouts set if the store opened it
     */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /**
     * Chooses what the names of the tables begin with.
     *
     * @param prefix a lower-case letter or underscore, then up to 30 of {@code a-z 0-9 _}; {@code anchorify_} unless set
     * @return a store on the same database and connections with that prefix
     * @throws IllegalArgumentException if the prefix is not of that form
     */
    public JdbcTokenStore tablePrefix(String prefix) {
        if (!prefix.matches("[a-z_][a-z0-9_]{0,30}")) {
            throw new IllegalArgumentException(
                    "A table prefix is a lower-case letter or '_', then up to 30 of a-z, 0-9 and '_'");
        }
        return new JdbcTokenStore(database, prefix);
    }

    /**
     * Creates the tables and their indexes, unless they exist. Any number of processes may do so at once.
     *
     * <p>If that fails, a store that was made by {@code connect} is closed, for in {@code connect(url).createSchema()}
     * nobody else could; a data source that was handed to {@link #on} stays open.
     *
     * @return this store
     * @throws TokenStoreException if the database refuses
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

    @Override
    public void verify() {
        schema.verify();
    }

    @Override
    public void ping() {
        tokens.ping();
    }

    @Override
    public boolean insert(StoredToken token) {
        return tokens.insert(token);
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return tokens.findByHash(hash);
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return tokens.find(owner, id);
    }

    @Override
    public List<Token> list(TokenQuery query, Instant now) {
        return tokens.list(query, now);
    }

    @Override
    public boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        return tokens.revoke(owner, id, revokedAt, change);
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        return tokens.revokeAll(owner, revokedAt, change);
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        tokens.recordUses(uses);
    }

    @Override
    public int purge(Instant endedBefore) {
        return tokens.purge(endedBefore);
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        return tokens.listAll(afterId, limit);
    }

    /**
     * {@inheritDoc}
     *
     * <p>In one transaction; the sink gives the source its {@link java.sql.Connection}.
     */
    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        return tokens.importAll(source, change);
    }

    @Override
    public Optional<ChangeFeed> changeFeed() {
        return Optional.of(changes);
    }

    @Override
    public void close() {
        database.close();
    }
}
