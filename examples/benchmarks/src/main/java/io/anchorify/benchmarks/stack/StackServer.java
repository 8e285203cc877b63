package io.anchorify.benchmarks.stack;

import jakarta.servlet.DispatcherType;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Jetty that is one contender: its title and the file with the tokens are the arguments, and {@link #TIMED} if it is to
 * be timed from within. Prints where it listens, and ends with its standard input.
 */
final class StackServer {

    static final String READY = "ready ";
    static final String TIMED = "timed";
    static final String PATH = "/api/hello";

    private static final int THREADS = 16;
    private static final int RESERVED_THREADS = 2;

    private StackServer() {}

    /** Runs until there is nothing more to read. */
    public static void main(String... arguments) throws Exception {
        Server server = start(
                Contender.named(arguments[0]),
                Accounts.read(Path.of(arguments[1])),
                Arrays.asList(arguments).contains(TIMED));
        System.out.println(READY + urlOf(server));
        System.in.transferTo(OutputStream.nullOutputStream());
        // What the contender has running is of no interest any more.
        Runtime.getRuntime().halt(0);
    }

    static Server start(Contender contender, Accounts accounts, boolean timed) throws Exception {
        // Some keep a refused request in a session, for after a sign-in. No request of the load is refused.
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        deploy(context, contender, accounts, timed);
        Server server = server(context);
        server.start();
        return server;
    }

    /** Where the servlet is. */
    static URI urlOf(Server server) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port + PATH);
    }

    private static void deploy(ServletContextHandler context, Contender contender, Accounts accounts, boolean timed)
            throws Exception {
        if (!timed) {
            contender.deploy(context, accounts);
            return;
        }
        Stopwatch stopwatch = new Stopwatch();
        context.addFilter(stopwatch.start(), Contender.GUARDED, EnumSet.of(DispatcherType.REQUEST));
        contender.deploy(context, accounts);
        context.addFilter(stopwatch.stop(), Contender.GUARDED, EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(stopwatch.results(), Stopwatch.PATH);
    }

    /** All that Jetty would otherwise make depend on the number of processors is fixed. */
    private static Server server(ServletContextHandler context) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, THREADS);
        threads.setReservedThreads(RESERVED_THREADS);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        return server;
    }
}
