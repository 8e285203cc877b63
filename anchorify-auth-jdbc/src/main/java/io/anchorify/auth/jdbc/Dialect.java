package io.anchorify.auth.jdbc;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.TokenUse;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one database does differently from the others. Stateless. */
interface Dialect {

    List<Dialect> ALL = List.of(new H2Dialect(), new PostgresDialect(), new MariaDbDialect());

    /**
     * The dialect of the database behind a connection.
     *
     * @throws TokenStoreException if the database is not supported
     */
    static Dialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        return ALL.stream()
                .filter(dialect -> dialect.product().equals(product))
                .findFirst()
                .orElseThrow(() -> new TokenStoreException(
                        "The database '" + product
                                + "' is not supported. Use H2, PostgreSQL or MariaDB, or implement TokenStore for it",
                        null));
    }

    /** The dialect of the databases that a JDBC URL connects to, if they are supported. */
    static Optional<Dialect> ofUrl(String url) {
        return ALL.stream()
                .filter(dialect -> url.startsWith(dialect.urlPrefix()))
                .findFirst();
    }

    /** The name of the database in {@link DatabaseMetaData}. */
    String product();

    /** What the JDBC URLs of the database begin with. */
    String urlPrefix();

    /** The class name of the JDBC driver. */
    String driver();

    /** Adds what keeps a store responsive and durable to a JDBC URL, unless the URL sets it itself. */
    String withUrlDefaults(String url);

    /** The name of the folder with the scripts that create the tables. */
    String schemaFolder();

    /**
     * Runs statements that create or change tables as soon as no other process does so by this method. In a transaction if
     * the database can undo such statements. They wait for tables in use for a few seconds only, because requests queue
     * behind them.
     *
     * @param session one that commits automatically
     */
    void changeSchema(Session session, SchemaChange change) throws SQLException;

    /** Whether a statement failed because the database user lacks a right. */
    boolean isAccessDenied(SQLException e);

    /** What orders the writes of this process to the database of a connection. */
    WriteLock writeLock(Connection connection) throws SQLException;

    /** Whether a statement on a table that does not exist fails in the same way if the user has no right on it. */
    boolean hidesMissingTables();

    /** Whether a statement failed because a table does not exist. */
    boolean isMissingTable(SQLException e);

    /** Whether the database rolled back the transaction to resolve a deadlock. */
    boolean isDeadlock(SQLException e);

    /** Whether a statement failed because a row with this key exists. */
    boolean isDuplicate(SQLException e);

    void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException;

    @Nullable
    Instant getInstant(ResultSet row, String column) throws SQLException;

    /** Inserts a token; returns {@code false} if its id or its hash is taken. */
    boolean insert(Session session, StoredToken token) throws SQLException;

    /**
     * Inserts the tokens whose id and hash are both free, in the transaction of the session.
     *
     * @return the ids of the inserted tokens
     */
    Set<String> insertNew(Session session, List<StoredToken> tokens) throws SQLException;

    /**
     * Moves last-used times forward, in the transaction of the session.
     *
     * @param uses sorted by token, so that two nodes lock rows in the same order where the database follows it; elsewhere
     *     the victim of a deadlock is repeated
     * @param latest a stored time after this is replaced
     */
    void recordUses(Session session, List<TokenUse> uses, Instant latest) throws SQLException;

    /**
     * Called at the start of a transaction that may multiply the number of tokens.
     *
     * @param limit after which the database ends the transaction, where it can
     */
    void prepareImport(Session session, Duration limit) throws SQLException;

    /**
     * Makes the database end the transaction that begins in this session if it is idle for 2 seconds. A paused process
     * would otherwise keep its locks. The limit is shorter than the time that others wait for their statements.
     */
    void limitIdleTime(Session session) throws SQLException;

    /** Undoes {@link #limitIdleTime} after the end of the transaction. */
    void removeIdleLimit(Session session) throws SQLException;

    /**
     * An SQL expression that identifies the server among those that may take over from each other; NULL on a replica. A new
     * value delays revocations until it is settled. An unchanged value delays them only if the server that took over has
     * lost registrations.
     */
    String serverId();

    /**
     * An SQL condition that is always true and, where the database can, makes the statement's commit return before it is
     * on disk. For writes that may be lost in a crash because they are repeated afterwards.
     */
    String commitAsynchronously();

    /** The settings that endanger commits or queries. */
    List<SettingProblem> problems(Session session) throws SQLException;

    /** How texts are made to compare exactly, as a sentence for the operator. */
    String exactTexts();

    /** Creates what wakes the readers of one change feed. */
    ChangeNotifier newNotifier();

    /** Statements that create or change tables. */
    @FunctionalInterface
    interface SchemaChange {

        void apply() throws SQLException;
    }
}
