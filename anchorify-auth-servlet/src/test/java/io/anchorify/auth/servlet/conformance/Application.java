package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The filters, servlets, error pages and files to deploy, in any container and with any registration. */
public final class Application {

    /**
     * A mapped filter. A descriptor can configure it if it has parameters.
     *
     * @param options the same configuration in code
     */
    public record MappedFilter(
            String name,
            Filter filter,
            UnaryOperator<BearerTokenFilterBuilder> options,
            Map<String, String> parameters,
            String path,
            EnumSet<DispatcherType> dispatches) {}

    public record MappedServlet(String name, HttpServlet servlet, List<String> paths) {}

    private final List<MappedFilter> filters = new ArrayList<>();
    private final List<MappedServlet> servlets = new ArrayList<>();
    private final List<Object> controllers = new ArrayList<>();
    private final Map<Integer, String> errorPages = new LinkedHashMap<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Path directory;

    /** @param directory receives the files and the descriptor */
    Application(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds a filter of the library.
     *
     * @param options the configuration in code
     * @param parameters the same configuration as init parameters: alternating names and values
     * @return the filter configured in code
     */
    public BearerTokenFilter protect(
            String path,
            EnumSet<DispatcherType> dispatches,
            TokenAuthenticator tokens,
            UnaryOperator<BearerTokenFilterBuilder> options,
            String... parameters) {
        BearerTokenFilter filter =
                options.apply(BearerTokenFilter.builder(tokens)).build();
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        named.put("service-attribute", attribute("tokens", tokens));
        filters.add(new MappedFilter("protecting" + filters.size(), filter, options, named, path, dispatches));
        return filter;
    }

    /** Adds a filter that a descriptor cannot configure. */
    public void filter(String path, EnumSet<DispatcherType> dispatches, Filter filter) {
        filters.add(new MappedFilter(
                "filter" + filters.size(), filter, UnaryOperator.identity(), Map.of(), path, dispatches));
    }

    /** Adds a controller for the router of a container that has one. */
    void controller(Object controller) {
        controllers.add(controller);
    }

    List<Object> controllers() {
        return controllers;
    }

    public void servlet(HttpServlet servlet, String... paths) {
        servlets.add(new MappedServlet("servlet" + servlets.size(), servlet, List.of(paths)));
    }

    /** Whether a servlet takes the place of the container's default servlet. */
    public boolean hasDefaultServlet() {
        return servlets.stream().anyMatch(servlet -> servlet.paths().contains("/"));
    }

    /** Adds an error page for a status. */
    public void errorPage(int status, String path) {
        errorPages.put(status, path);
    }

    /** Adds a file for the container's default servlet. */
    public void file(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    public List<MappedFilter> filters() {
        return filters;
    }

    public List<MappedServlet> servlets() {
        return servlets;
    }

    public Map<Integer, String> errorPages() {
        return errorPages;
    }

    /** The second is a file, the first matches the mapping of a servlet. */
    public List<String> welcomeFiles() {
        return List.of("index.do", "index.html");
    }

    /** The servlet context attributes of the descriptor, to be set before it is read. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    public Path directory() {
        return directory;
    }

    /** Registers filters and servlets with the standard API. */
    public ServletContainerInitializer initializer() {
        return new Initializer();
    }

    /** Writes {@code WEB-INF/web.xml}. */
    public Path webXml() throws IOException {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
                """);
        filters.forEach(filter -> describe(xml, filter));
        servlets.forEach(servlet -> describe(xml, servlet));
        xml.append("<welcome-file-list>");
        welcomeFiles().forEach(file -> xml.append(element("welcome-file", file)));
        xml.append("</welcome-file-list>\n");
        errorPages.forEach((status, path) -> xml.append("<error-page>")
                .append(element("error-code", status.toString()))
                .append(element("location", path))
                .append("</error-page>\n"));
        xml.append("</web-app>\n");
        Path file = directory.resolve("WEB-INF/web.xml");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, xml);
    }

    private void describe(StringBuilder xml, MappedFilter filter) {
        boolean isOurs = !filter.parameters().isEmpty();
        Map<String, String> parameters =
                isOurs ? filter.parameters() : Map.of(Delegates.INSTANCE, attribute(filter.name(), filter.filter()));
        xml.append("<filter>")
                .append(element("filter-name", filter.name()))
                .append(element(
                        "filter-class",
                        isOurs ? BearerTokenFilter.class.getName() : Delegates.OfFilter.class.getName()))
                .append("<async-supported>true</async-supported>")
                .append(initParameters(parameters))
                .append("</filter>\n<filter-mapping>")
                .append(element("filter-name", filter.name()))
                .append(element("url-pattern", filter.path()));
        filter.dispatches().forEach(dispatch -> xml.append(element("dispatcher", dispatch.name())));
        xml.append("</filter-mapping>\n");
    }

    private void describe(StringBuilder xml, MappedServlet servlet) {
        xml.append("<servlet>")
                .append(element("servlet-name", servlet.name()))
                .append(element("servlet-class", Delegates.OfServlet.class.getName()))
                .append(initParameters(Map.of(Delegates.INSTANCE, attribute(servlet.name(), servlet.servlet()))))
                .append("<async-supported>true</async-supported></servlet>\n<servlet-mapping>")
                .append(element("servlet-name", servlet.name()));
        servlet.paths().forEach(path -> xml.append(element("url-pattern", path)));
        xml.append("</servlet-mapping>\n");
    }

    /** Reuses the attribute of the same value. */
    private String attribute(String prefix, Object value) {
        return attributes.entrySet().stream()
                .filter(attribute -> attribute.getValue() == value)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> {
                    String name = prefix + "." + attributes.size();
                    attributes.put(name, value);
                    return name;
                });
    }

    private static String initParameters(Map<String, String> parameters) {
        StringBuilder xml = new StringBuilder();
        parameters.forEach((name, value) -> xml.append("<init-param>")
                .append(element("param-name", name))
                .append(element("param-value", value))
                .append("</init-param>"));
        return xml.toString();
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + text.replace("&", "&amp;").replace("<", "&lt;") + "</" + name + ">";
    }

    private final class Initializer implements ServletContainerInitializer {

        @Override
        public void onStartup(Set<Class<?>> classes, ServletContext context) {
            for (MappedFilter filter : filters) {
                FilterRegistration.Dynamic registered = context.addFilter(filter.name(), filter.filter());
                registered.setAsyncSupported(true);
                registered.addMappingForUrlPatterns(filter.dispatches(), true, filter.path());
            }
            for (MappedServlet servlet : servlets) {
                ServletRegistration.Dynamic registered = context.addServlet(servlet.name(), servlet.servlet());
                registered.setAsyncSupported(true);
                registered.addMapping(servlet.paths().toArray(String[]::new));
            }
        }
    }
}
