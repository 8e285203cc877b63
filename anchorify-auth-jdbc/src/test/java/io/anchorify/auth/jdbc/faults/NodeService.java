package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The token service of a node between joining and leaving. A node that joins again has a new identity. */
final class NodeService {

    private final NodeOptions options;
    private final NodeClock clock;
    private final Deque<Connection> taken = new ArrayDeque<>();
    private volatile @Nullable Membership membership;

    NodeService(NodeOptions options, NodeClock clock) {
        this.options = options;
        this.clock = clock;
    }

    synchronized void join() {
        if (membership == null) {
            JdbcTokenStore store = JdbcTokenStore.connect(options.url(), options.user(), options.password());
            TokenService service = TokenServices.build(TokenService.builder(store), clock, clock);
            membership = new Membership(store, service, BrokenAuthenticators.of(options.behavior(), service));
        }
    }

    synchronized void leave() {
        Membership left = membership;
        membership = null;
        if (left != null) {
            left.service().close();
        }
    }

    /** Authenticates requests; {@code null} before the node joins and after it leaves. */
    @Nullable
    TokenAuthenticator authenticator() {
        Membership current = membership;
        return current == null ? null : current.authenticator();
    }

    TokenService service() {
        Membership current = membership;
        if (current == null) {
            throw new IllegalStateException("This node has left");
        }
        return current.service();
    }

    /** Takes all connections out of the pool. */
    synchronized void exhaustPool() {
        Membership current = membership;
        try {
            while (current != null) {
                taken.add(current.store().dataSource().getConnection());
            }
        } catch (SQLException e) {
            // The pool is exhausted.
        }
    }

    synchronized void refillPool() throws SQLException {
        while (!taken.isEmpty()) {
            taken.remove().close();
        }
    }

    private record Membership(JdbcTokenStore store, TokenService service, TokenAuthenticator authenticator) {}
}
