package io.anchorify.examples.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Closes the connection of a client that takes too long to send the head of a request, or to send its body and receive
 * the response. Jetty's idle timeout does not, because it begins again with each byte.
 */
final class ConnectionDeadlines extends Handler.Wrapper implements Connection.Listener {

    /** For the operator, who sends and receives whole databases. */
    private static final Duration TRANSFER_DEADLINE = Duration.ofHours(1);

    private static final String TRANSFER_PATH = "/api/admin/";
    private static final int SWEEPS_PER_DEADLINE = 10;

    private final Duration deadline;
    /** When to close each connection, on the clock of {@code System.nanoTime()}. */
    private final Map<EndPoint, Long> ends = new ConcurrentHashMap<>();

    /** Takes the time for the head of a request, which is also the time from there to the end of the response. */
    ConnectionDeadlines(Handler handler, Duration deadline) {
        super(handler);
        this.deadline = deadline;
    }

    @Override
    public void onOpened(Connection connection) {
        ends.put(connection.getEndPoint(), after(deadline));
    }

    @Override
    public void onClosed(Connection connection) {
        ends.remove(connection.getEndPoint());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        Long end = after(isTransfer(request) ? TRANSFER_DEADLINE : deadline);
        ends.put(connection, end);
        // Not if the next request has begun already, or the connection is closed.
        Request.addCompletionListener(request, failure -> ends.replace(connection, end, after(deadline)));
        return super.handle(request, response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        scheduleSweep();
    }

    private void sweep() {
        long now = System.nanoTime();
        ends.forEach((connection, end) -> {
            if (now - end > 0) {
                // Jetty logs no stack trace of this exception.
                connection.close(new EofException("The client is too slow"));
            }
        });
        if (isRunning()) {
            scheduleSweep();
        }
    }

    private void scheduleSweep() {
        long interval = deadline.dividedBy(SWEEPS_PER_DEADLINE).toMillis();
        getServer().getScheduler().schedule(this::sweep, interval, TimeUnit.MILLISECONDS);
    }

    private static boolean isTransfer(Request request) {
        return Request.getPathInContext(request).startsWith(TRANSFER_PATH);
    }

    private static Long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
