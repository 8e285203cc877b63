package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedServlet;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Valve;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.util.ServerInfo;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat 10.1 with Servlet 6.0 or Tomcat 11 with Servlet 6.1, whichever is on the class path. */
public final class Tomcat implements Container {

    private final org.apache.catalina.startup.Tomcat server = new org.apache.catalina.startup.Tomcat();
    private Connector connector;

    @Override
    public String name() {
        return "Tomcat " + (ServerInfo.getServerNumber().startsWith("10.1.") ? "10.1" : "11");
    }

    @Override
    public void start(Application application, Variant variant) throws Exception {
        server.setBaseDir(application.directory().resolve("WEB-INF").toString());
        connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        // Tomcat closes a connection after 100 requests by default.
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("useVirtualThreads", String.valueOf(variant.virtualThreads()));
        server.setConnector(connector);
        server.getHost().getPipeline().addValve(silentErrorPages());
        StandardContext context = context(application, variant);
        server.getHost().addChild(context);
        application
                .attributes()
                .forEach((name, value) -> context.getServletContext().setAttribute(name, value));
        server.start();
    }

    /** As docs/filter.md recommends: the default page would show an invalid header line. */
    private static Valve silentErrorPages() {
        ErrorReportValve valve = new ErrorReportValve();
        valve.setShowReport(false);
        valve.setShowServerInfo(false);
        return valve;
    }

    private static StandardContext context(Application application, Variant variant) throws IOException {
        StandardContext context = new StandardContext();
        context.setPath(variant.contextPath());
        context.setDocBase(application.directory().toString());
        context.setFailCtxIfServletStartFails(true);
        // Ignores initializers on the class path of the tests.
        context.setContainerSciFilter(".*");
        if (variant.registration() == Registration.WEB_XML) {
            context.setAltDDName(application.webXml().toString());
            context.addLifecycleListener(descriptorReader());
            // The default servlet, which Tomcat's global web.xml would define.
            context.addLifecycleListener(event -> {
                if (event.getType().equals(org.apache.catalina.Lifecycle.CONFIGURE_START_EVENT)) {
                    addFiles(context, application);
                }
            });
        } else {
            context.addLifecycleListener(new org.apache.catalina.startup.Tomcat.FixContextListener());
            configure(context, application, variant.registration());
        }
        return context;
    }

    private static LifecycleListener descriptorReader() {
        ContextConfig reader = new ContextConfig();
        reader.setDefaultWebXml(org.apache.catalina.startup.Constants.NoDefaultWebXml);
        return reader;
    }

    private static void configure(StandardContext context, Application application, Registration registration) {
        application.errorPages().forEach((status, path) -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(status);
            page.setLocation(path);
            context.addErrorPage(page);
        });
        application.welcomeFiles().forEach(context::addWelcomeFile);
        addFiles(context, application);
        if (registration == Registration.CODE) {
            application.filters().forEach(filter -> add(context, filter));
            application.servlets().forEach(servlet -> add(context, servlet));
        } else {
            context.addServletContainerInitializer(application.initializer(), Set.of());
        }
    }

    private static void addFiles(Context context, Application application) {
        if (!application.hasDefaultServlet()) {
            org.apache.catalina.startup.Tomcat.addServlet(context, "default", new DefaultServlet());
            context.addServletMapping("/", "default");
        }
    }

    private static void add(Context context, MappedFilter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(filter.name());
        definition.setFilter(filter.filter());
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName(filter.name());
        map.addURLPattern(filter.path());
        filter.dispatches().forEach(dispatch -> map.setDispatcher(dispatch.name()));
        context.addFilterMap(map);
    }

    private static void add(Context context, MappedServlet servlet) {
        Wrapper wrapper = org.apache.catalina.startup.Tomcat.addServlet(context, servlet.name(), servlet.servlet());
        wrapper.setAsyncSupported(true);
        servlet.paths().forEach(path -> context.addServletMapping(path, servlet.name()));
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        server.destroy();
    }
}
