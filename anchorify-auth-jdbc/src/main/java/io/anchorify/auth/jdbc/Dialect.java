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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one database does differently from the others. */
interface Dialect {

    /** Below the time that others wait for a statement of theirs. */
    Duration LONGEST_IDLE = Duration.ofSeconds(2);

    /**
     * The dialect of the database behind a connection.
     *
     * @throws TokenStoreException if it is none of those that are known
     */
    static Dialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        return switch (product) {
            case "H2" -> new H2Dialect();
            case "PostgreSQL" -> new PostgresDialect();
            case "MariaDB" -> new MariaDbDialect();
            default ->
                throw new TokenStoreException(
                        "Tokens cannot be kept in the database '" + product
                                + "'. Use H2, PostgreSQL or MariaDB, or implement TokenStore for it",
                        null);
        };
    }

    /** The name of the file, beside this class, that creates the tables. */
    String schemaFile();

    /** The statement that adds a row. */
    String insertSql();

    /**
     * Adds rows, in the transaction of the connection. One that meets a row with its id or its hash is left out if {@link
     * #insertsOnlyNew}, and fails otherwise.
     *
     * @param table the name of the table
     * @return the ids of those that were added
     */
    Set<String> insertAll(Connection connection, String table, List<StoredToken> tokens) throws SQLException;

    /** Whether {@link #insertAll} may be handed rows that are there. */
    boolean insertsOnlyNew();

    /**
     * Prepares a query for the rows whose column has one of some values.
     *
     * @param sql the query, with {@code {in}} where the values come in
     * @param type the type of the values, as the database calls it
     */
    PreparedStatement prepareIn(Connection connection, String sql, String type, Object[] values) throws SQLException;

    /** Whether a failed insert met a row with the same id or hash. */
    boolean isDuplicate(SQLException e);

    void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException;

    @Nullable
    Instant getInstant(ResultSet row, String column) throws SQLException;

    /**
     * Moves last-used times forward, in the transaction of the connection.
     *
     * @param table the name of the table
     * @param uses sorted by token, so that two nodes lock rows in the same order where the database keeps to it; where
     *     it does not, the victim of a deadlock is tried again
     */
    void recordUses(Connection connection, String table, List<TokenUse> uses) throws SQLException;

    /**
     * An expression for what tells this server from one that takes over from it, or NULL on a replica. Whatever it is,
     * another value costs revocations time, and only where registrations were lost an unchanged one costs more.
     */
    String serverSql();

    /**
     * A condition that is always true, and has the statement that it is part of committed without waiting for the disk,
     * where the database can do so. For what may be lost with a server that breaks down, and then is only made again.
     */
    String unflushedSql();

    /** How the readers of a feed are woken. */
    Hints hints(String channel);

    /**
     * Has the database end the transaction that begins on this connection if it stands still for longer than {@link
     * #LONGEST_IDLE}: a process that is paused would keep others waiting for the rows that it has locked.
     */
    void limitIdle(Connection connection) throws SQLException;

    /** Takes back {@link #limitIdle}, after the end of the transaction. */
    void unlimitIdle(Connection connection) throws SQLException;

    /** Called at the begin of a transaction that may make a table many times as large as it was. */
    void beginImport(Connection connection) throws SQLException;
}
