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
 * Ends the connections of a server without cutting a request short: each is asked to close with the next answer, and
 * only one that has been silent for a while is closed unasked.
 *
 * <p>Jetty's own shutdown tells neither apart. It closes a connection whose request takes longer than the time that a
 * silent one is kept, and one whose answer had begun, without the word that it is the last, when the shutdown came.
 */
final class DrainingHandler extends Handler.Wrapper {

    /** How long a connection without a request is kept, so that its client can send one and be told to close. */
    static final Duration SILENCE = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(50);

    private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();
    /** Connections with an answer under way whose client may send another request after it. */
    private final Set<EndPoint> keptOpen = ConcurrentHashMap.newKeySet();

    private volatile boolean draining;

    DrainingHandler(Handler handler) {
        super(handler);
    }

    /** Takes no more connections, and returns when the last is closed or the time is over. */
    void drain(ServerConnector connector, Duration atMost) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + atMost.toNanos();
        draining = true;
        while (!keptOpen.isEmpty() && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        connector.setShutdownIdleTimeout(connector.getIdleTimeout());
        CompletableFuture<Void> closed = connector.shutdown();
        Duration wait = atMost.compareTo(SILENCE) < 0 ? atMost : SILENCE;
        while (!isDone(closed, wait) && System.nanoTime() - end < 0) {
            connector.getConnectedEndPoints().stream().filter(this::isSilent).forEach(EndPoint::close);
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
        return super.handle(request, new LastOrNot(request, response, connection), callback);
    }

    private boolean isSilent(EndPoint connection) {
        return !busy.contains(connection) && !hasJustMoved(connection);
    }

    /** Bytes that came a moment ago may be a request that is not handled yet. */
    private static boolean hasJustMoved(EndPoint connection) {
        return connection instanceof AbstractEndPoint endPoint && endPoint.getIdleFor() < SILENCE.toMillis();
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

    /** Decides with its first byte whether it is the last one on its connection. */
    private final class LastOrNot extends Response.Wrapper {

        private final EndPoint connection;

        LastOrNot(Request request, Response response, EndPoint connection) {
            super(request, response);
            this.connection = connection;
        }

        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (!isCommitted()) {
                // Noted first and looked up then, so that either the drain sees this answer or this answer the drain.
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
