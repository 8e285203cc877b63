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

/** What is deployed: filters in their order, servlets, pages. The same in every container, however it is registered. */
public final class Application {

    /** A filter, and where it is mapped to. With parameters, it is one that a descriptor can describe. */
    public record MappedFilter(
            String name,
            Filter filter,
            Map<String, String> parameters,
            String path,
            EnumSet<DispatcherType> dispatches) {}

    /** A servlet, and where it is mapped to. */
    public record MappedServlet(String name, HttpServlet servlet, List<String> paths) {}

    private final List<MappedFilter> filters = new ArrayList<>();
    private final List<MappedServlet> servlets = new ArrayList<>();
    private final Map<Integer, String> errorPages = new LinkedHashMap<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Path directory;

    /** With what its welcome files and its descriptor are written to. */
    Application(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds a filter of the library.
     *
     * @param options in code
     * @param parameters the same in a descriptor: names and values by turns
     * @return the filter as it is configured in code
     */
    public BearerTokenFilter guard(
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
        filters.add(new MappedFilter("guard" + filters.size(), filter, named, path, dispatches));
        return filter;
    }

    /** Adds a filter that no descriptor can describe. */
    public void filter(String path, EnumSet<DispatcherType> dispatches, Filter filter) {
        filters.add(new MappedFilter("filter" + filters.size(), filter, Map.of(), path, dispatches));
    }

    public void servlet(HttpServlet servlet, String... paths) {
        servlets.add(new MappedServlet("servlet" + servlets.size(), servlet, List.of(paths)));
    }

    /** Sends error responses with this status to a path. */
    public void errorPage(int status, String path) {
        errorPages.put(status, path);
    }

    /** Adds a file, which is served by the container's own servlet where nothing else is mapped. */
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

    /** What a directory shows: the name of a file, or of something that a servlet is mapped to. */
    public List<String> welcomeFiles() {
        return List.of("index.do", "index.html");
    }

    /** The attributes of the context that a descriptor relies on. They have to be there before it is read. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** Adds the filters and servlets by what the specification offers. */
    public ServletContainerInitializer initializer() {
        return new Initializer();
    }

    /** Writes the descriptor to its usual place. */
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

    /** Of equal values there is one attribute. */
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
