package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty 12.1 with Servlet 6.0, and with sessions, so that one could be created. */
final class JettyEe10 implements Container {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);

    JettyEe10() {
        this(UriCompliance.DEFAULT);
    }

    /** With other rules for what is refused before any filter sees it. */
    JettyEe10(UriCompliance uris) {
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(uris);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        context.setErrorHandler(new ErrorPageErrorHandler());
    }

    @Override
    public void filter(String path, Filter filter, EnumSet<DispatcherType> dispatches) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, path, dispatches);
    }

    @Override
    public void servlet(String path, HttpServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    @Override
    public void errorPage(int status, String path) {
        ((ErrorPageErrorHandler) context.getErrorHandler()).addErrorPage(status, path);
    }

    @Override
    public void start() throws Exception {
        server.start();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
