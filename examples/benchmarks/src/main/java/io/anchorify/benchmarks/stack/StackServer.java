package io.anchorify.benchmarks.stack;

import jakarta.servlet.DispatcherType;
import java.io.OutputStream;
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
        Contender contender = Contender.named(arguments[0]);
        Accounts accounts = Accounts.read(Path.of(arguments[1]));
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        deploy(context, contender, accounts, Arrays.asList(arguments).contains(TIMED));
        Server server = server(context);
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        System.out.println(READY + "http://127.0.0.1:" + port + PATH);
        System.in.transferTo(OutputStream.nullOutputStream());
        // What the contender has running is of no interest any more.
        Runtime.getRuntime().halt(0);
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
