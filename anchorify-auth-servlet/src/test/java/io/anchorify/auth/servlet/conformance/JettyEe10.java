package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedServlet;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Jetty with Servlet 6.0. */
public final class JettyEe10 extends JettyContainer {

    public JettyEe10() {
        super("ee10");
    }

    JettyEe10(UriCompliance uriCompliance) {
        super("ee10", uriCompliance);
    }

    @Override
    ContextHandler context(Path webXml) {
        WebAppContext context = new WebAppContext();
        context.setDescriptor(webXml.toString());
        // Makes Jetty's own classes visible to the application: the tests use one of them.
        context.setParentLoaderPriority(true);
        // Ignores initializers on the class path of the tests.
        context.setAttribute("org.eclipse.jetty.containerInitializerExclusionPattern", ".*");
        return context;
    }

    @Override
    ContextHandler context(Application application, Registration registration) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
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
        if (!application.hasDefaultServlet()) {
            ServletHolder files = new ServletHolder(new DefaultServlet());
            files.setInitParameters(Map.of("welcomeServlets", "true"));
            context.addServlet(files, "/");
        }
        return context;
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
}
