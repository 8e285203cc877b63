package io.anchorify.examples.jetty;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Closes the connections of a server without aborting a request: each response announces {@code Connection: close}, and
 * a connection is closed by the server only after it was idle for a while.
 *
 * <p>Jetty's own shutdown aborts requests that take longer than the idle timeout of the shutdown, and closes connections
 * whose response had started, without that header, before the shutdown.
 */
final class DrainingHandler extends Handler.Wrapper {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();
    /** Connections whose response in progress did not announce the close. */
    private final Set<EndPoint> keptOpen = ConcurrentHashMap.newKeySet();

    private volatile boolean draining;

    DrainingHandler(Handler handler) {
        super(handler);
    }

    /**
     * Stops accepting connections and returns when all are closed.
     *
     * @param timeout when to return at the latest
     * @param idleTimeout how long an idle connection stays open, so that its client can send a request and learn that the
     *     connection closes
     */
    void drain(ServerConnector connector, Duration timeout, Duration idleTimeout)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + timeout.toNanos();
        draining = true;
        while (!keptOpen.isEmpty() && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        connector.setShutdownIdleTimeout(connector.getIdleTimeout());
        CompletableFuture<Void> closed = connector.shutdown();
        Duration wait = timeout.compareTo(idleTimeout) < 0 ? timeout : idleTimeout;
        while (!isDone(closed, wait) && System.nanoTime() - end < 0) {
            connector.getConnectedEndPoints().stream()
                    .filter(connection -> isIdle(connection, idleTimeout))
                    .forEach(EndPoint::close);
            wait = POLL;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        busy.add(connection);
        Request.addCompletionListener(request, failure -> {
            keptOpen.remove(connection);
            busy.remove(connection);
        });
        return super.handle(request, new ClosingResponse(request, response, connection), callback);
    }

    private boolean isIdle(EndPoint connection, Duration idleTimeout) {
        return !busy.contains(connection) && !hasRecentTraffic(connection, idleTimeout);
    }

    /** Bytes received just now may be a request that is not handled yet. */
    private static boolean hasRecentTraffic(EndPoint connection, Duration idleTimeout) {
        return connection instanceof AbstractEndPoint endPoint && endPoint.getIdleFor() < idleTimeout.toMillis();
    }

    private static boolean isDone(CompletableFuture<Void> closed, Duration wait)
            throws InterruptedException, ExecutionException {
        try {
            closed.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Decides when it is committed whether it announces the close of its connection. */
    private final class ClosingResponse extends Response.Wrapper {

        private final EndPoint connection;

        ClosingResponse(Request request, Response response, EndPoint connection) {
            super(request, response);
            this.connection = connection;
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (!isCommitted()) {
                // Add first, then test the flag: either drain() sees this response, or this response sees the flag.
                keptOpen.add(connection);
                if (draining) {
                    getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
                    keptOpen.remove(connection);
                }
            }
            super.write(last, content, callback);
        }
    }
}
