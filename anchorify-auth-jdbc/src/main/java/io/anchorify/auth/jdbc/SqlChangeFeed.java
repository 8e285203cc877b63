package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The feed in three tables: its head, its changes, and the nodes that follow it. */
final class SqlChangeFeed implements ChangeFeed {

    /** One statement, for a list of the nodes and a look at the changes have to be of one moment. */
    private static final String NODES = """
            SELECT 'server' AS what, {server} AS id, position AS number, 0 AS beat FROM {head}
            UNION ALL SELECT 'settled', server, 0, 0 FROM {head}
            UNION ALL SELECT 'node', boot_id, acknowledged, beat FROM {nodes}
            UNION ALL SELECT 'change', uid, position, 0 FROM {changes} WHERE uid IN ({values})""";

    private static final String REMOVE = "DELETE FROM {nodes} WHERE boot_id = ? AND beat = ?";

    private static final int PRUNED_AT_ONCE = 1000;

    private static final String OLDEST = "SELECT MIN(position) FROM {changes}";

    /** The inner select of its own is for MariaDB, which does not read the table that it deletes from otherwise. */
    private static final String PRUNE = """
            DELETE FROM {changes} WHERE position <= ? AND EXISTS (SELECT 1 FROM (
                SELECT uid FROM {changes} WHERE position = ? AND uid = ?
            ) AS same)""";

    private static final String SETTLE = "UPDATE {head} SET server = {server} WHERE {server} = ?";

    private final Database database;
    private final FeedTables tables;
    private final Hints hints;

    SqlChangeFeed(Database database, FeedTables tables) {
        this.database = database;
        this.tables = tables;
        this.hints = database.dialect().hints(tables.channel());
    }

    @Override
    public FeedReader open(UUID node) {
        try {
            return SqlFeedReader.open(database.dataSource().getConnection(), tables, hints, node);
        } catch (SQLException e) {
            throw Database.failure("be followed", e);
        }
    }

    @Override
    public NodeList nodes(Collection<UUID> changes) {
        // An uid that nobody has, for there is no empty list.
        List<String> uids = changes.isEmpty()
                ? List.of("")
                : changes.stream().map(UUID::toString).toList();
        String sql = NODES.replace("{values}", String.join(", ", Collections.nCopies(uids.size(), "?")));
        return database.read("list the nodes", connection -> {
            try (PreparedStatement statement = tables.prepare(connection, sql)) {
                for (int i = 0; i < uids.size(); i++) {
                    statement.setString(i + 1, uids.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return readNodes(rows);
                }
            }
        });
    }

    @Override
    public void announce() {
        hints.announce(database);
    }

    @Override
    public boolean remove(RegisteredNode node) {
        return database.run("remove a node", connection -> {
            try (PreparedStatement statement = tables.prepare(connection, REMOVE)) {
                statement.setString(1, node.id().toString());
                statement.setLong(2, node.beat());
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** Many small deletes, the oldest first: each stays far below the time that a statement may take. */
    @Override
    public void prune(FeedPosition upTo) {
        long oldest = oldest();
        boolean pruned = true;
        while (pruned && oldest > 0 && oldest <= upTo.number()) {
            long last = Math.min(oldest + PRUNED_AT_ONCE - 1, upTo.number());
            pruned = prune(last, upTo) > 0;
            oldest = last + 1;
        }
    }

    /** The number of the oldest entry, 0 if there is none. */
    private long oldest() {
        return database.run("find its oldest change", connection -> {
            try (PreparedStatement statement = tables.prepare(connection, OLDEST);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private int prune(long last, FeedPosition upTo) {
        return database.run("remove old changes", connection -> {
            try (PreparedStatement statement = tables.prepare(connection, PRUNE)) {
                statement.setLong(1, last);
                statement.setLong(2, upTo.number());
                statement.setString(3, upTo.uid().toString());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void settle(String server) {
        database.run("note its server", connection -> {
            try (PreparedStatement statement = tables.prepare(connection, SETTLE)) {
                statement.setString(1, server);
                return statement.executeUpdate();
            }
        });
    }

    private static NodeList readNodes(ResultSet rows) throws SQLException {
        List<RegisteredNode> nodes = new ArrayList<>();
        Map<UUID, Long> numbers = new HashMap<>();
        long head = 0;
        String server = null;
        String settled = null;
        while (rows.next()) {
            String id = rows.getString("id");
            long number = rows.getLong("number");
            switch (rows.getString("what").strip()) {
                case "server" -> {
                    server = id;
                    head = number;
                }
                case "settled" -> settled = id;
                case "node" -> nodes.add(new RegisteredNode(UUID.fromString(id), number, rows.getLong("beat")));
                default -> numbers.put(UUID.fromString(id), number);
            }
        }
        return new NodeList(head, nodes, numbers, server(server, settled));
    }

    /** Without a server there is either no head or no primary. */
    static FeedServer server(@Nullable String server, @Nullable String settled) {
        if (server == null) {
            throw new TokenStoreException(
                    "The token database is a replica, or its feed of changes has no head. All nodes have to use the"
                            + " primary, and createSchema() has to be called once",
                    null);
        }
        return new FeedServer(server, server.equals(settled));
    }
}
