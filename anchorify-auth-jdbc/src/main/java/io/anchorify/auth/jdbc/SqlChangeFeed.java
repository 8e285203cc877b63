package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The change feed in three tables: its head, its entries, and the nodes that follow it. {@link ChangeLog} appends to it. */
final class SqlChangeFeed implements ChangeFeed {

    /** One statement, because the nodes and the changes must be read at the same moment. */
    private static final String NODES = """
            SELECT 'server' AS what, {server} AS id, position AS number, 0 AS beat FROM {head}
            UNION ALL SELECT 'settled', server, 0, 0 FROM {head}
            UNION ALL SELECT 'node', boot_id, acknowledged, beat FROM {nodes}
            UNION ALL SELECT 'change', uid, position, 0 FROM {changes} WHERE uid IN ({uids})""";

    private static final String REMOVE = "DELETE FROM {nodes} WHERE boot_id = ? AND beat = ?";

    private static final String OLDEST = "SELECT COALESCE(MIN(position), 0) FROM {changes}";

    /** The inner SELECT is for MariaDB, which cannot otherwise read the table that it deletes from. */
    private static final String PRUNE = """
            DELETE FROM {changes} WHERE position <= ? AND EXISTS (SELECT 1 FROM (
                SELECT uid FROM {changes} WHERE position = ? AND uid = ?
            ) AS same)""";

    private static final int PRUNE_BATCH = 1000;

    private static final String SETTLE = "UPDATE {head} SET server = {server} WHERE {server} = ?";

    private final Database database;
    private final ChangeNotifier notifier;

    SqlChangeFeed(Database database) {
        this.database = database;
        this.notifier = database.dialect().newNotifier();
    }

    @Override
    public FeedReader open(UUID node) {
        try {
            return SqlFeedReader.open(database.session(database.connection()), database.writeLock(), notifier, node);
        } catch (SQLException e) {
            throw Database.failure("open the change feed", e);
        }
    }

    @Override
    public NodeList nodes(Collection<UUID> changes) {
        // An IN list cannot be empty, and no change has an empty uid.
        Object[] uids = changes.isEmpty()
                ? new Object[] {""}
                : changes.stream().map(UUID::toString).toArray();
        String sql = NODES.replace("{uids}", Session.placeholders(uids.length));
        return nodeList(database.read("list the nodes", session -> session.query(sql, SqlChangeFeed::row, uids)));
    }

    @Override
    public void announce() {
        notifier.announce(database);
    }

    @Override
    public boolean remove(RegisteredNode node) {
        return database.write(
                "remove a node", session -> session.update(REMOVE, node.id().toString(), node.beat()) == 1);
    }

    /** Deletes in small batches, oldest first, so that no statement comes close to its timeout. */
    @Override
    public void prune(FeedPosition upTo) {
        long oldest = oldest();
        boolean pruned = true;
        while (pruned && oldest > 0 && oldest <= upTo.number()) {
            long last = Math.min(oldest + PRUNE_BATCH - 1, upTo.number());
            pruned = prune(last, upTo) > 0;
            oldest = last + 1;
        }
    }

    /** The position of the oldest entry, or 0 if there are no entries. */
    private long oldest() {
        return database.run(
                "find the oldest change",
                session -> session.query(OLDEST, row -> row.getLong(1)).get(0));
    }

    private int prune(long last, FeedPosition upTo) {
        return database.write(
                "remove old changes",
                session -> session.update(PRUNE, last, upTo.number(), upTo.uid().toString()));
    }

    @Override
    public void settle(String server) {
        database.write("settle on its server", session -> session.update(SETTLE, server));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("what").strip(), row.getString("id"), row.getLong("number"), row.getLong("beat"));
    }

    private static NodeList nodeList(List<Row> rows) {
        List<RegisteredNode> nodes = new ArrayList<>();
        Map<UUID, Long> numbers = new HashMap<>();
        long head = 0;
        String server = null;
        String settled = null;
        for (Row row : rows) {
            switch (row.what) {
                case "server" -> {
                    server = row.id;
                    head = row.number;
                }
                case "settled" -> settled = row.id;
                case "node" -> nodes.add(new RegisteredNode(UUID.fromString(row.id), row.number, row.beat));
                default -> numbers.put(UUID.fromString(row.id), row.number);
            }
        }
        return new NodeList(head, nodes, numbers, server(server, settled));
    }

    /** The server is missing if there is no head, or if this is not the primary. */
    static FeedServer server(@Nullable String server, @Nullable String settled) {
        if (server == null) {
            throw new TokenStoreException(
                    "The token database is a replica, or its change feed has no head. Connect all nodes to the primary,"
                            + " and call createSchema() once",
                    null);
        }
        return new FeedServer(server, server.equals(settled));
    }

    private record Row(String what, String id, long number, long beat) {}
}
