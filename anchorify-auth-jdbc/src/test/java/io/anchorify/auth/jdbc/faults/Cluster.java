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

/** A database server and the nodes on it, each in a process of its own behind a proxy of its own. */
final class Cluster implements AutoCloseable {

    /** How long a worker takes for a round, for each node that there is: the more nodes, the less may each of them do. */
    private static final Duration ROUND_PER_NODE = Duration.ofMillis(16);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Engine engine;
    private final Duration round;
    private final boolean proxied;
    private final Path directory;
    private final Board board;
    private final List<Trial> trials = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    /** Of every node that ever was, for what the dead have accepted counts too. */
    private final List<History> histories = new CopyOnWriteArrayList<>();

    private final List<String> complaints = new ArrayList<>();
    private final Map<String, String> registrations = new HashMap<>();
    private DatabaseServer server;
    private TokenService issuer;
    private int started;

    private Cluster(Engine engine, int size, boolean proxied, Path directory) {
        this.engine = engine;
        this.round = ROUND_PER_NODE.multipliedBy(size);
        this.proxied = proxied;
        this.directory = directory;
        this.board = Board.open(directory.resolve("board"));
        this.server = engine.startServer();
        this.issuer = openIssuer();
    }

    static Cluster start(Engine engine, int size, Path directory) {
        return start(engine, Collections.nCopies(size, NodeOptions.Kind.HONEST), directory);
    }

    static Cluster start(Engine engine, List<NodeOptions.Kind> kinds, Path directory) {
        return start(engine, kinds, true, directory);
    }

    /** Nodes that reach the database as they would outside of a test, on lines that cannot be made bad. */
    static Cluster startWithoutProxies(Engine engine, int size, Path directory) {
        return start(engine, Collections.nCopies(size, NodeOptions.Kind.HONEST), false, directory);
    }

    private static Cluster start(Engine engine, List<NodeOptions.Kind> kinds, boolean proxied, Path directory) {
        Cluster cluster = new Cluster(engine, kinds.size(), proxied, directory);
        try {
            // Without a token to try, a node does not take part.
            cluster.issue(1);
            List<Node> starting = kinds.stream()
                    .map(kind -> cluster.newNode(FaultyProxy.to(cluster.server.port()), kind))
                    .toList();
            starting.forEach(cluster::add);
            return cluster;
        } catch (Throwable e) {
            cluster.close();
            throw e;
        }
    }

    Engine engine() {
        return engine;
    }

    DatabaseServer server() {
        return server;
    }

    Sql sql() {
        return new Sql(server);
    }

    Board board() {
        return board;
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

    List<Trial> trials() {
        return trials;
    }

    List<History> histories() {
        return histories;
    }

    /** What any node has met that no fault excuses. */
    synchronized List<String> complaints() {
        List<String> all = new ArrayList<>(complaints);
        nodes.forEach(node -> all.addAll(node.complaints()));
        return all;
    }

    /** Issues tokens, each for an owner of its own, and has the nodes try them. */
    List<Trial> issue(int count) {
        List<Trial> issued = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            issued.addAll(issueGroup(1));
        }
        return issued;
    }

    /** Issues tokens for one owner. */
    List<Trial> issueGroup(int count) {
        String owner = "owner" + trials.size();
        List<Trial> issued = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            IssuedToken token = issueInTheEnd(owner);
            String text = token.secret().reveal();
            issued.add(add(Trial.of(board.add(text), owner, token.id(), text)));
        }
        return issued;
    }

    /** The first connections that anybody takes up after a fault may still be broken. */
    private IssuedToken issueInTheEnd(String owner) {
        return Awaitility.await()
                .atMost(LONGEST_START)
                .ignoreExceptionsInstanceOf(TokenStoreException.class)
                .until(() -> issuer.issue(TokenRequest.of(owner).expiresIn(Duration.ofDays(1))), Objects::nonNull);
    }

    /** Tries a token anew whose revocation was lost. */
    Trial tryAgain(Trial lost) {
        lost.lose();
        return add(lost.again(board.add(lost.text())));
    }

    /** Puts another process in the place of one that was killed. */
    void replace(Node dead) throws SQLException {
        Node node = newNode(dead.proxy(), NodeOptions.Kind.HONEST);
        synchronized (this) {
            complaints.addAll(dead.complaints());
        }
        nodes.remove(dead);
        forget(dead);
        add(node);
    }

    /** Has the nodes and everybody else use another server from now on. */
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

    private Trial add(Trial trial) {
        trials.add(trial);
        return trial;
    }

    private synchronized Node newNode(FaultyProxy proxy, NodeOptions.Kind kind) {
        String name = "node" + ++started;
        NodeOptions options = new NodeOptions(
                name,
                server.url(proxied ? proxy.port() : server.port()),
                server.user(),
                server.password(),
                directory.resolve("board"),
                directory.resolve(name + ".history"),
                round,
                kind);
        Node node = Node.start(options, proxy, directory.resolve(name + ".log"));
        histories.add(node.history());
        return node;
    }

    /** One after the other, so that it can be told which registration is whose. */
    private void add(Node node) {
        node.awaitReady();
        Set<String> before = registered();
        node.joinInTheEnd();
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

    /** What the nodes would do themselves in half a minute, as nobody knows so well that this node is dead. */
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
