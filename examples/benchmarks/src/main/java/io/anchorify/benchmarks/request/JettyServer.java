package io.anchorify.benchmarks.request;

import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Principal;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty with the filter of one contender, or with no filter. {@code load.sh} starts it and sends the requests. */
public final class JettyServer {

    private static final String BARE = "BARE";
    private static final String PATH = "/api/*";
    private static final int TOKENS = 10_000;
    private static final int THREADS = 16;

    private JettyServer() {}

    /**
     * Starts the server, writes its tokens to a file, and prints its address.
     *
     * @param arguments a {@link Contender} or {@code BARE}, and the path of a new file
     * @throws Exception if the server cannot start
     */
    public static void run(String... arguments) throws Exception {
        Tokens tokens = new Tokens();
        tokens.count = TOKENS;
        tokens.issue(storeFor(arguments[0]));
        write(tokens, Path.of(arguments[1]));
        Server server = start(arguments[0], tokens);
        System.out.println("ready http://127.0.0.1:" + portOf(server) + "/api/hello");
        server.join();
    }

    /** The library follows the changes of a database, as in production. */
    private static TokenStore storeFor(String contender) {
        return contender.equals(Contender.FILTER.name())
                ? JdbcTokenStore.connect("jdbc:h2:mem:server;DB_CLOSE_DELAY=-1").createSchema()
                : TokenStore.inMemory();
    }

    static Server start(String contender, Tokens tokens) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        if (!contender.equals(BARE)) {
            FilterHolder filter = new FilterHolder(Contender.valueOf(contender).filter(tokens));
            context.addFilter(filter, PATH, EnumSet.of(DispatcherType.REQUEST));
        }
        context.addServlet(new HelloServlet(), PATH);
        Server server = new Server(new QueuedThreadPool(THREADS, THREADS));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        return server;
    }

    static int portOf(Server server) {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** One header a line, for {@code load.lua}. */
    private static void write(Tokens tokens, Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, IntStream.range(0, TOKENS).mapToObj(tokens::header).toList());
    }

    private static final class HelloServlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Principal user = request.getUserPrincipal();
            byte[] body = ("hello " + (user == null ? "nobody" : user.getName())).getBytes(StandardCharsets.US_ASCII);
            response.setContentType("text/plain");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
