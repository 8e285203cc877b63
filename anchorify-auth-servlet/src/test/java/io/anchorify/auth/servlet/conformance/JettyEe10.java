package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedServlet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with Servlet 6.0. */
public final class JettyEe10 implements Container {

    private final UriCompliance uris;
    private Server server;

    public JettyEe10() {
        this(UriCompliance.DEFAULT);
    }

    /** With other rules for what is refused before any filter sees it. */
    JettyEe10(UriCompliance uris) {
        this.uris = uris;
    }

    @Override
    public String name() {
        return "Jetty 12.1 ee10";
    }

    @Override
    public void start(Application application, Variant variant) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        if (variant.virtualThreads()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(uris);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context(application, variant));
        server.start();
    }

    private static ServletContextHandler context(Application application, Variant variant) throws Exception {
        boolean isDescribed = variant.registration() == Registration.WEB_XML;
        ServletContextHandler context =
                isDescribed ? new WebAppContext() : new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath(variant.contextPath().isEmpty() ? "/" : variant.contextPath());
        context.setBaseResourceAsPath(application.directory());
        if (isDescribed) {
            ((WebAppContext) context).setDescriptor(application.webXml().toString());
            // Jetty's own classes are hidden from applications otherwise, and the tests use one of them.
            ((WebAppContext) context).setParentLoaderPriority(true);
        } else {
            configure(context, application, variant.registration());
        }
        application.attributes().forEach(context::setAttribute);
        return context;
    }

    private static void configure(ServletContextHandler context, Application application, Registration registration) {
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        application.errorPages().forEach(errors::addErrorPage);
        context.setErrorHandler(errors);
        context.setWelcomeFiles(application.welcomeFiles().toArray(String[]::new));
        if (registration == Registration.CODE) {
            application.filters().forEach(filter -> add(context, filter));
            application.servlets().forEach(servlet -> add(context, servlet));
        } else {
            context.addServletContainerInitializer(application.initializer());
        }
        ServletHolder files = new ServletHolder(new DefaultServlet());
        files.setInitParameters(Map.of("welcomeServlets", "true"));
        context.addServlet(files, "/");
    }

    private static void add(ServletContextHandler context, MappedFilter filter) {
        FilterHolder holder = new FilterHolder(filter.filter());
        holder.setAsyncSupported(true);
        context.addFilter(holder, filter.path(), filter.dispatches());
    }

    private static void add(ServletContextHandler context, MappedServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet.servlet());
        holder.setAsyncSupported(true);
        servlet.paths().forEach(path -> context.addServlet(holder, path));
    }

    @Override
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
