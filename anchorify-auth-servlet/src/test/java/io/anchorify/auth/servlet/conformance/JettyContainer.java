package io.anchorify.auth.servlet.conformance;

import java.nio.file.Path;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server, which is the same for all Jakarta EE versions of Jetty 12.1. Servlet contexts are in the subclasses. */
abstract class JettyContainer implements Container {

    private final String version;
    private final UriCompliance uriCompliance;
    private Server server;

    JettyContainer(String version) {
        this(version, UriCompliance.DEFAULT);
    }

    JettyContainer(String version, UriCompliance uriCompliance) {
        this.version = version;
        this.uriCompliance = uriCompliance;
    }

    /** Creates a context that reads a {@code web.xml}. */
    abstract ContextHandler context(Path webXml);

    /** Creates a context and registers the application in it. */
    abstract ContextHandler context(Application application, Registration registration);

    @Override
    public final String name() {
        return "Jetty 12.1 " + version;
    }

    @Override
    public final void start(Application application, Variant variant) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        if (variant.virtualThreads()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(uriCompliance);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ContextHandler context = variant.registration() == Registration.WEB_XML
                ? context(application.webXml())
                : context(application, variant.registration());
        context.setContextPath(variant.contextPath().isEmpty() ? "/" : variant.contextPath());
        context.setBaseResourceAsPath(application.directory());
        application.attributes().forEach(context::setAttribute);
        server.setHandler(context);
        server.start();
    }

    @Override
    public final int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public final void close() throws Exception {
        server.stop();
    }
}
