package io.anchorify.benchmarks.stack;

import jakarta.servlet.DispatcherType;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Jetty with one contender, or with several that each have a path of their own: their titles and the file with the tokens
 * are the arguments, and {@link #TIMED} if they are to be timed from within. Prints where it listens, and ends with its
 * standard input.
 */
final class StackServer {

    static final String READY = "ready ";
    static final String TIMED = "timed";

    /** Between titles. */
    static final String COMMA = ",";

    private static final int THREADS = 16;
    private static final int RESERVED_THREADS = 2;

    private StackServer() {}

    /** Runs until there is nothing more to read. */
    public static void main(String... arguments) throws Exception {
        Server server = start(
                Contender.allNamed(arguments[0]),
                Accounts.read(Path.of(arguments[1])),
                Arrays.asList(arguments).contains(TIMED));
        System.out.println(READY + urlOf(server));
        System.in.transferTo(OutputStream.nullOutputStream());
        // What the contender has running is of no interest any more.
        Runtime.getRuntime().halt(0);
    }

    static Server start(List<Contender> contenders, Accounts accounts, boolean timed) throws Exception {
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        for (Contender contender : contenders) {
            // Some keep a refused request in a session, for after a sign-in. No request of the load is refused.
            ServletContextHandler context =
                    new ServletContextHandler(pathOf(contender), ServletContextHandler.SESSIONS);
            deploy(context, contender, accounts, timed);
            contexts.addHandler(context);
        }
        Server server = server(contexts);
        server.start();
        return server;
    }

    static URI urlOf(Server server) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where a contender's servlet is, in the server with this address. */
    static URI urlOf(URI server, Contender contender) {
        return server.resolve(pathOf(contender) + "/api/hello");
    }

    private static String pathOf(Contender contender) {
        return "/" + contender.title();
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
    private static Server server(Handler contexts) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, THREADS);
        threads.setReservedThreads(RESERVED_THREADS);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(contexts);
        return server;
    }
}
