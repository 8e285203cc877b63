package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A database server and its nodes. Each node has a process and a proxy of its own. */
final class Cluster implements AutoCloseable {

    /** How long a worker takes to try all tokens, for each node of the cluster: more nodes share the same load. */
    private static final Duration ROUND_PER_NODE = Duration.ofMillis(16);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final DatabaseKind database;
    private final Duration round;
    private final boolean proxied;
    private final Path directory;
    private final TokenWindow window;
    private final List<TestToken> tokens = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    /** Of every node since the start, because accepts of killed nodes count too. */
    private final List<History> histories = new CopyOnWriteArrayList<>();

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> registrations = new HashMap<>();
    private DatabaseServer server;
    private TokenService issuer;
    private int started;

    private Cluster(DatabaseKind database, int size, boolean proxied, Path directory) {
        this.database = database;
        this.round = ROUND_PER_NODE.multipliedBy(size);
        this.proxied = proxied;
        this.directory = directory;
        this.window = TokenWindow.open(directory.resolve("window"));
        this.server = database.startServer();
        this.issuer = openIssuer();
    }

    static Cluster start(DatabaseKind database, int size, Path directory) {
        return start(database, Collections.nCopies(size, NodeOptions.Behavior.CORRECT), directory);
    }

    static Cluster start(DatabaseKind database, List<NodeOptions.Behavior> behaviors, Path directory) {
        return start(database, behaviors, true, directory);
    }

    /** Starts nodes that connect to the database directly, for measurements. */
    static Cluster startWithoutProxies(DatabaseKind database, int size, Path directory) {
        return start(database, Collections.nCopies(size, NodeOptions.Behavior.CORRECT), false, directory);
    }

    private static Cluster start(
            DatabaseKind database, List<NodeOptions.Behavior> behaviors, boolean proxied, Path directory) {
        Cluster cluster = new Cluster(database, behaviors.size(), proxied, directory);
        try {
            // A node needs a token to try before it joins.
            cluster.issue(1);
            List<Node> starting = behaviors.stream()
                    .map(behavior -> cluster.newNode(FaultyProxy.to(cluster.server.port()), behavior))
                    .toList();
            starting.forEach(cluster::add);
            return cluster;
        } catch (Throwable e) {
            cluster.close();
            throw e;
        }
    }

    DatabaseKind database() {
        return database;
    }

    DatabaseServer server() {
        return server;
    }

    AdminSql sql() {
        return new AdminSql(server);
    }

    TokenWindow window() {
        return window;
    }

    Path directory() {
        return directory;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Node> serving() {
        return nodes.stream().filter(Node::isServing).toList();
    }

    List<TestToken> tokens() {
        return tokens;
    }

    List<History> histories() {
        return histories;
    }

    /** What nodes have reported that no fault explains. */
    synchronized List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        nodes.forEach(node -> all.addAll(node.problems()));
        return all;
    }

    /** Issues tokens, each for a different owner, and lets the nodes try them. */
    List<TestToken> issue(int count) {
        List<TestToken> issued = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            issued.addAll(issueGroup(1));
        }
        return issued;
    }

    /** Issues tokens for one owner. */
    List<TestToken> issueGroup(int count) {
        String owner = "owner" + tokens.size();
        List<TestToken> issued = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            IssuedToken token = issueEventually(owner);
            String text = token.secret().reveal();
            issued.add(add(TestToken.of(window.add(text), owner, token.id(), text)));
        }
        return issued;
    }

    /** Retries because the first pooled connections after a fault may be broken. */
    private IssuedToken issueEventually(String owner) {
        return Awaitility.await()
                .atMost(LONGEST_START)
                .ignoreExceptionsInstanceOf(TokenStoreException.class)
                .until(() -> issuer.issue(TokenRequest.of(owner).expiresIn(Duration.ofDays(1))), Objects::nonNull);
    }

    /** Tracks a token again whose revocation was lost. */
    TestToken trackAgain(TestToken lost) {
        lost.lose();
        return add(lost.again(window.add(lost.text())));
    }

    /** Replaces a killed node by a new process. */
    void replace(Node dead) throws SQLException {
        Node node = newNode(dead.proxy(), NodeOptions.Behavior.CORRECT);
        synchronized (this) {
            problems.addAll(dead.problems());
        }
        nodes.remove(dead);
        forget(dead);
        add(node);
    }

    /** Redirects the nodes and the issuer to another server. */
    void use(DatabaseServer other) {
        server = other;
        nodes.forEach(node -> node.proxy().server(other.port()));
        issuer.close();
        issuer = openIssuer();
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(Node::stop);
        nodes.forEach(node -> node.proxy().close());
        issuer.close();
        server.stop();
    }

    private TestToken add(TestToken token) {
        tokens.add(token);
        return token;
    }

    private synchronized Node newNode(FaultyProxy proxy, NodeOptions.Behavior behavior) {
        String name = "node" + ++started;
        NodeOptions options = new NodeOptions(
                name,
                server.url(proxied ? proxy.port() : server.port()),
                server.user(),
                server.password(),
                directory.resolve("window"),
                directory.resolve(name + ".history"),
                round,
                behavior);
        Node node = Node.start(options, proxy, directory.resolve(name + ".log"));
        histories.add(node.history());
        return node;
    }

    /** Nodes join one after the other, so that each new registration belongs to a known node. */
    private void add(Node node) {
        node.awaitReady();
        Set<String> before = registered();
        node.joinEventually();
        nodes.add(node);
        try {
            Awaitility.await()
                    .atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> newlyRegistered(before).size() == 1);
            registrations.put(node.name(), newlyRegistered(before).iterator().next());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(node.name() + " does not register", e);
        }
    }

    private Set<String> newlyRegistered(Set<String> before) {
        Set<String> now = registered();
        now.removeAll(before);
        return now;
    }

    private Set<String> registered() {
        try {
            return new HashSet<>(sql().query("SELECT boot_id FROM anchorify_nodes"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the registration of a killed node, which the other nodes would do after 38 seconds. */
    private void forget(Node dead) throws SQLException {
        String registration = registrations.remove(dead.name());
        if (registration != null) {
            sql().run("DELETE FROM anchorify_nodes WHERE boot_id = '" + registration + "'");
        }
    }

    private TokenService openIssuer() {
        JdbcTokenStore store = JdbcTokenStore.connect(server.url(), server.user(), server.password());
        try {
            return TokenService.builder(store.createSchema()).build();
        } catch (TokenStoreException e) {
            store.close();
            throw e;
        }
    }
}
