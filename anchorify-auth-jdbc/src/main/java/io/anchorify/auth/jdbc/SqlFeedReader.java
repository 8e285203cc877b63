package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One node's view of the feed, on a connection that it keeps to itself. */
final class SqlFeedReader implements FeedReader {

    private static final String RENEW = "UPDATE {nodes} SET acknowledged = 0, beat = beat + 1 WHERE boot_id = ?";

    private static final String REGISTER = "INSERT INTO {nodes} (boot_id, acknowledged, beat) VALUES (?, 0, ?)";

    private static final String READ = """
            SELECT head.position AS head_position, head.uid AS head_uid, head.server AS settled, {server} AS server,
                (SELECT COUNT(*) FROM {nodes} WHERE boot_id = ?) AS registered,
                entry.position, entry.uid, entry.previous, entry.kind, entry.subject
            FROM {head} head LEFT JOIN {changes} entry ON entry.position > ?
            ORDER BY entry.position LIMIT 1000""";

    /**
     * The server may be another one than the server that was read, so the position must be in its history: as an entry, as
     * the head, or as what the next entry follows. The first head is never an entry, and pruning removes others.
     *
     * <p>An acknowledgement can be lost with its server. Revocations then wait for it, and the node registers again.
     */
    private static final String ACKNOWLEDGE = """
            UPDATE {nodes} SET acknowledged = ?, beat = beat + 1
            WHERE boot_id = ? AND {unflushed} AND (
                EXISTS (SELECT 1 FROM {changes} WHERE position = ? AND uid = ?)
                OR EXISTS (SELECT 1 FROM {changes} WHERE position = ? AND previous = ?)
                OR EXISTS (SELECT 1 FROM {head} WHERE position = ? AND uid = ?))""";

    private static final String LEAVE = "DELETE FROM {nodes} WHERE boot_id = ?";

    /** A node whose connection does not answer for so long is better off with another one. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private static final Logger LOGGER = System.getLogger(SqlFeedReader.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Connection connection;
    private final FeedTables tables;
    private final Hints.Listener hints;
    private final String node;
    private final Borrowed before;

    private SqlFeedReader(Connection connection, FeedTables tables, Hints.Listener hints, UUID node, Borrowed before) {
        this.connection = connection;
        this.tables = tables;
        this.hints = hints;
        this.node = node.toString();
        this.before = before;
    }

    /** Takes over a connection, which is given back in the end, or at once if this fails. */
    static SqlFeedReader open(Connection connection, FeedTables tables, Hints hints, UUID node) throws SQLException {
        try {
            Borrowed before = Borrowed.of(connection);
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
            return new SqlFeedReader(connection, tables, hints.listen(connection), node, before);
        } catch (Throwable e) {
            Database.giveBack(connection);
            throw e;
        }
    }

    @Override
    public void register() {
        run("register a node", () -> {
            if (!renew()) {
                insert();
            }
            return true;
        });
    }

    @Override
    public FeedPage read(@Nullable FeedPosition after) {
        return run("read the changes", () -> {
            try (PreparedStatement statement = tables.prepare(connection, READ)) {
                statement.setString(1, node);
                statement.setLong(2, after == null ? Long.MAX_VALUE : after.number());
                try (ResultSet rows = statement.executeQuery()) {
                    return readPage(rows);
                }
            }
        });
    }

    @Override
    public boolean acknowledge(FeedPosition applied) {
        return run("acknowledge changes", () -> {
            try (PreparedStatement statement = tables.prepare(connection, ACKNOWLEDGE)) {
                statement.setLong(1, applied.number());
                statement.setString(2, node);
                statement.setLong(3, applied.number());
                statement.setString(4, applied.uid().toString());
                statement.setLong(5, applied.number() + 1);
                statement.setString(6, applied.uid().toString());
                statement.setLong(7, applied.number());
                statement.setString(8, applied.uid().toString());
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean await(Duration atMost) {
        return run("tell of changes", () -> hints.await(atMost));
    }

    @Override
    public void leave() {
        run("remove a node", () -> execute(LEAVE) > 0);
    }

    @Override
    public void close() {
        try {
            hints.close();
            before.restore(connection);
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "The connection of a node was broken when it was given back", e);
        } finally {
            Database.giveBack(connection);
        }
    }

    private boolean renew() throws SQLException {
        return execute(RENEW) == 1;
    }

    /** With a beat that no earlier registration of this node can have had, for beats are compared. */
    private void insert() throws SQLException {
        try (PreparedStatement statement = tables.prepare(connection, REGISTER)) {
            statement.setString(1, node);
            statement.setLong(2, RANDOM.nextLong() >>> 2);
            statement.executeUpdate();
        }
    }

    private int execute(String sql) throws SQLException {
        try (PreparedStatement statement = tables.prepare(connection, sql)) {
            statement.setString(1, node);
            return statement.executeUpdate();
        }
    }

    private static FeedPage readPage(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new SQLException("The feed of changes has no head");
        }
        FeedServer server = SqlChangeFeed.server(rows.getString("server"), rows.getString("settled"));
        FeedPosition head = position(rows, "head_position", "head_uid");
        boolean registered = rows.getInt("registered") > 0;
        List<FeedEntry> entries = new ArrayList<>();
        do {
            if (rows.getString("uid") != null) {
                entries.add(entry(rows));
            }
        } while (rows.next());
        return new FeedPage(head, entries, registered, server);
    }

    private static FeedEntry entry(ResultSet row) throws SQLException {
        return new FeedEntry(
                position(row, "position", "uid"),
                UUID.fromString(row.getString("previous")),
                new ChangeScopeColumns(row.getString("kind"), row.getString("subject")).scope());
    }

    private static FeedPosition position(ResultSet row, String number, String uid) throws SQLException {
        return new FeedPosition(row.getLong(number), UUID.fromString(row.getString(uid)));
    }

    private static <T> T run(String purpose, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw Database.failure(purpose, e);
        }
    }

    private interface Work<T> {

        T run() throws SQLException;
    }

    /** What a connection was set to, for whoever gets it next. */
    private record Borrowed(boolean autoCommit, int isolation, int networkTimeout) {

        static Borrowed of(Connection connection) throws SQLException {
            return new Borrowed(
                    connection.getAutoCommit(), connection.getTransactionIsolation(), connection.getNetworkTimeout());
        }

        void restore(Connection connection) throws SQLException {
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(autoCommit);
        }
    }
}
