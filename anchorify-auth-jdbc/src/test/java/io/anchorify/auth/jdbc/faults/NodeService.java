package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.ClockedService;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The service of a node, while it takes part. It can leave and join again, each time as a new node. */
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
            TokenService service = ClockedService.build(TokenService.builder(store), clock, clock);
            membership = new Membership(store, service, BrokenNodes.of(options.kind(), service));
        }
    }

    synchronized void leave() {
        Membership left = membership;
        membership = null;
        if (left != null) {
            left.service().close();
        }
    }

    /** What answers requests; {@code null} while the node does not take part. */
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

    /** Takes connections out of the pool until there are no more. */
    synchronized void exhaustPool() {
        Membership current = membership;
        try {
            while (current != null) {
                taken.add(current.store().dataSource().getConnection());
            }
        } catch (SQLException e) {
            // That was the last one.
        }
    }

    synchronized void refillPool() throws SQLException {
        while (!taken.isEmpty()) {
            taken.remove().close();
        }
    }

    private record Membership(JdbcTokenStore store, TokenService service, TokenAuthenticator authenticator) {}
}
