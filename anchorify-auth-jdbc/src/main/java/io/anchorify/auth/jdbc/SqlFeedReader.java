package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.Database.Work;
import io.anchorify.auth.spi.FeedEntry;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the change feed for one node, on a connection that it keeps. */
final class SqlFeedReader implements FeedReader {

    private static final String RENEW = "UPDATE {nodes} SET acknowledged = 0, beat = beat + 1 WHERE boot_id = ?";

    private static final String REGISTER = "INSERT INTO {nodes} (boot_id, acknowledged, beat) VALUES (?, 0, ?)";

    private static final String READ = """
            SELECT head.position AS head_position, head.uid AS head_uid, head.server AS settled, {server} AS server,
                (SELECT COUNT(*) FROM {nodes} WHERE boot_id = ?) AS registered,
                entry.position, entry.uid, entry.previous, entry.kind, entry.subject
            FROM {head} head LEFT JOIN {changes} entry ON entry.position > ?
            ORDER BY entry.position FETCH FIRST 1000 ROWS ONLY""";

    /**
     * The server may be another one than the server that was read, so the position must be in its history: as an entry, as
     * the head, or as what the next entry follows. The first head is never an entry, and pruning removes others.
     *
     * <p>An acknowledgement can be lost with its server. Revocations then wait for it, and the node registers again.
     */
    private static final String ACKNOWLEDGE = """
            UPDATE {nodes} SET acknowledged = ?, beat = beat + 1
            WHERE boot_id = ? AND {asynchronously} AND (
                EXISTS (SELECT 1 FROM {changes} WHERE position = ? AND uid = ?)
                OR EXISTS (SELECT 1 FROM {changes} WHERE position = ? AND previous = ?)
                OR EXISTS (SELECT 1 FROM {head} WHERE position = ? AND uid = ?))""";

    private static final String LEAVE = "DELETE FROM {nodes} WHERE boot_id = ?";

    /** A node replaces a connection that does not respond within this time. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOGGER = System.getLogger(SqlFeedReader.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Session session;
    private final WriteLock writeLock;
    private final ChangeNotifier.Listener listener;
    private final String node;

    private SqlFeedReader(Session session, WriteLock writeLock, ChangeNotifier.Listener listener, UUID node) {
        this.session = session;
        this.writeLock = writeLock;
        this.listener = listener;
        this.node = node.toString();
    }

    /** Takes over the session's connection: {@link #close} returns it to its pool, and so does a failure of this method. */
    static SqlFeedReader open(Session session, WriteLock writeLock, ChangeNotifier notifier, UUID node)
            throws SQLException {
        Connection connection = session.connection();
        try {
            connection.setNetworkTimeout(Runnable::run, (int) RESPONSE_TIMEOUT.toMillis());
            return new SqlFeedReader(session, writeLock, notifier.listen(session), node);
        } catch (Throwable e) {
            Database.release(connection);
            throw e;
        }
    }

    /** A new row gets a random beat that no earlier registration of the node can have had, because beats are compared. */
    @Override
    public void register() {
        write("register a node", reading -> {
            if (reading.update(RENEW, node) == 0) {
                reading.update(REGISTER, node, RANDOM.nextLong() >>> 2);
            }
            return true;
        });
    }

    @Override
    public FeedPage read(@Nullable FeedPosition after) {
        long number = after == null ? Long.MAX_VALUE : after.number();
        return run("read the change feed", reading -> page(reading.query(READ, SqlFeedReader::row, node, number)));
    }

    @Override
    public boolean acknowledge(FeedPosition applied) {
        long number = applied.number();
        String uid = applied.uid().toString();
        return write(
                "acknowledge changes",
                reading -> reading.update(ACKNOWLEDGE, number, node, number, uid, number + 1, uid, number, uid) == 1);
    }

    @Override
    public boolean await(Duration atMost) {
        return run("wait for changes", reading -> listener.await(atMost));
    }

    @Override
    public void leave() {
        write("remove a node", reading -> reading.update(LEAVE, node));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "The connection of a node was broken when the node returned it", e);
        } finally {
            Database.release(session.connection());
        }
    }

    private <T> T write(String purpose, Work<T> work) {
        return writeLock.hold(() -> run(purpose, work));
    }

    private <T> T run(String purpose, Work<T> work) {
        try {
            return work.on(session);
        } catch (SQLException e) {
            throw Database.failure(purpose, e);
        }
    }

    private static FeedPage page(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            throw new SQLException("The change feed has no head");
        }
        Row first = rows.get(0);
        List<FeedEntry> entries =
                rows.stream().map(Row::entry).filter(Objects::nonNull).toList();
        return new FeedPage(first.head, entries, first.registered, first.server);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                position(row, "head_position", "head_uid"),
                row.getInt("registered") > 0,
                SqlChangeFeed.server(row.getString("server"), row.getString("settled")),
                row.getString("uid") == null ? null : entry(row));
    }

    private static FeedEntry entry(ResultSet row) throws SQLException {
        return new FeedEntry(
                position(row, "position", "uid"),
                UUID.fromString(row.getString("previous")),
                new EncodedScope(row.getString("kind"), row.getString("subject")).decode());
    }

    private static FeedPosition position(ResultSet row, String number, String uid) throws SQLException {
        return new FeedPosition(row.getLong(number), UUID.fromString(row.getString(uid)));
    }

    /** The head, and one entry if there are any. */
    private record Row(
            FeedPosition head,
            boolean registered,
            FeedServer server,
            @Nullable FeedEntry entry) {}
}
