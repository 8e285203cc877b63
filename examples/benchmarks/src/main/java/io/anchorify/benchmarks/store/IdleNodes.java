package io.anchorify.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What nodes cost PostgreSQL while nothing happens, in statements as it counts them itself. */
final class IdleNodes {

    /** One for the node alone and one for everything else, so that the server bears a hundred nodes. */
    private static final int CONNECTIONS = 2;

    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Duration time;

    IdleNodes(Duration time) {
        this.time = time;
    }

    void measure(List<Integer> counts) throws SQLException {
        MarkdownTable table = MarkdownTable.titled(
                "Idle nodes on PostgreSQL, for " + time.toSeconds() + " s",
                "nodes",
                "statements/s",
                "statements/s and node",
                "nodes with a term at the end");
        for (int count : counts) {
            measure(count, table);
        }
    }

    private void measure(int count, MarkdownTable table) throws SQLException {
        List<HikariDataSource> pools = new ArrayList<>();
        List<TokenService> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                pools.add(Engine.POSTGRES.pool(CONNECTIONS));
                nodes.add(Nodes.joined(
                        TokenService.builder(JdbcTokenStore.on(pools.get(i))).build()));
            }
            Threads.pause(SETTLED);
            PostgresCounters before = PostgresCounters.read();
            long began = System.nanoTime();
            Threads.pause(time);
            PostgresCounters counted = PostgresCounters.read().since(before);
            double perSecond = counted.commits() * 1e9 / (System.nanoTime() - began);
            table.row(
                    count,
                    Figures.number(perSecond),
                    Figures.ratio(perSecond / count),
                    nodes.stream()
                            .filter(node -> node.stats().node().termValid())
                            .count());
        } finally {
            nodes.parallelStream().forEach(TokenService::close);
            pools.forEach(HikariDataSource::close);
        }
    }
}
