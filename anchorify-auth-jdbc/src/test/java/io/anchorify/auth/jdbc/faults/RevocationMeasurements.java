package io.anchorify.auth.jdbc.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a revocation takes. Not part of the build, because the results depend on the machine; {@code
 * -Dit.test=RevocationMeasurements} prints them.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RevocationMeasurements {

    private static final int WARM_UP = 1_000;
    /** For revocations that take between 0.1 and 4 seconds. */
    private static final int FEW = 50;

    private static final int MEASURED = 1_000;
    private static final int MANY_NODES = 50;
    private static final int NODES = 3;

    @TempDir
    private Path directory;

    @Test
    void threeNodes_onPostgres() {
        try (Cluster cluster = Cluster.startWithoutProxies(DatabaseKind.POSTGRES, NODES, directory)) {
            revokeOneByOne(cluster, WARM_UP);
            print("3 nodes, PostgreSQL (goal 10 / 30)", revokeOneByOne(cluster, MEASURED));
        }
    }

    @Test
    void threeNodes_thatPollMariaDb() {
        try (Cluster cluster = Cluster.startWithoutProxies(DatabaseKind.MARIADB, NODES, directory)) {
            revokeOneByOne(cluster, FEW);
            print("3 nodes, MariaDB, polling (goal - / 150)", revokeOneByOne(cluster, MEASURED / 4));
        }
    }

    /** With small pools, because {@code connect} opens ten connections for each node. */
    @Test
    void fiftyNodes_inOneProcess() {
        DatabaseServer server = DatabaseServer.anotherPostgres();
        List<TokenService> nodes = new ArrayList<>();
        List<HikariDataSource> pools = new ArrayList<>();
        try {
            for (int i = 0; i < MANY_NODES; i++) {
                pools.add(openPool(server));
                nodes.add(
                        TokenService.builder(JdbcTokenStore.on(pools.get(i), 2).createSchema())
                                .build());
            }
            IssuedToken token = nodes.get(0).issue("ada", null);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> nodes.stream().allMatch(node -> {
                        node.authenticate(token.secret().reveal());
                        return node.stats().node().termValid();
                    }));
            revokeOneByOne(nodes, WARM_UP);
            print("50 nodes, PostgreSQL, one process (goal 50 / 100)", revokeOneByOne(nodes, MEASURED));
        } finally {
            nodes.parallelStream().forEach(TokenService::close);
            pools.forEach(HikariDataSource::close);
            server.stop();
        }
    }

    @Test
    void threeNodes_oneOfThemDead() {
        try (Cluster cluster = Cluster.startWithoutProxies(DatabaseKind.POSTGRES, NODES, directory)) {
            revokeOneByOne(cluster, FEW);
            cluster.nodes().get(NODES - 1).kill();
            List<CompletableFuture<CommandResponse>> responses = new ArrayList<>();
            for (TestToken token : cluster.issue(FEW)) {
                responses.add(cluster.nodes().get(token.number() % (NODES - 1)).revoke(token));
            }
            print(
                    "3 nodes, one of them dead, after the commit (goal max 4,050)",
                    responses.stream()
                            .map(RevocationMeasurements::await)
                            .map(response -> response.waited().afterCommit())
                            .toList());
        }
    }

    private static List<Duration> revokeOneByOne(Cluster cluster, int count) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestToken token = cluster.issue(1).get(0);
            cluster.window().retireBefore(token.number());
            Node node = cluster.nodes().get(i % cluster.nodes().size());
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> node.history().seen(token.number()).accepts() > 0);
            times.add(await(node.revoke(token)).took());
        }
        return times;
    }

    private static List<Duration> revokeOneByOne(List<TokenService> nodes, int count) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TokenService node = nodes.get(i % nodes.size());
            IssuedToken token = node.issue("ada", null);
            long began = System.nanoTime();
            node.revoke("ada", token.id());
            times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return times;
    }

    private static HikariDataSource openPool(DatabaseServer server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(NODES);
        return new HikariDataSource(config);
    }

    private static CommandResponse await(CompletableFuture<CommandResponse> response) {
        CommandResponse done = response.orTimeout(60, TimeUnit.SECONDS).join();
        if (!done.isDone()) {
            throw new IllegalStateException(done.toString());
        }
        return done;
    }

    private static void print(String what, List<Duration> times) {
        System.out.println(what + ": p50 / p99 / max of " + times.size() + " in ms: " + Percentiles.of(times));
    }
}
