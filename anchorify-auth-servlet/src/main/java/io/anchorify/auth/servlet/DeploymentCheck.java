package io.anchorify.auth.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for mappings that let requests get past a filter, once at startup. Each finding is logged as a warning. */
final class DeploymentCheck {

    private static final Logger LOGGER = System.getLogger(BearerTokenFilter.class.getName());

    /** Servlets of containers that serve files at {@code /} by the decoded path. */
    private static final List<String> DEFAULT_SERVLETS = List.of("DefaultServlet", "Default404Servlet");

    private final String name;
    private final FilterRegistration filter;
    private final Collection<String> patterns;
    private final List<String> findings = new ArrayList<>();

    private DeploymentCheck(String name, FilterRegistration filter) {
        this.name = "BearerTokenFilter '" + name + "'";
        this.filter = filter;
        this.patterns = orEmpty(filter.getUrlPatternMappings());
    }

    /** @throws ServletException if requests certainly get past the filter */
    static void run(FilterConfig config, RequestAuthorizer authorizer) throws ServletException {
        ServletContext context = config.getServletContext();
        try {
            FilterRegistration filter = context == null ? null : context.getFilterRegistration(config.getFilterName());
            if (context != null && filter != null) {
                new DeploymentCheck(config.getFilterName(), filter).run(context, authorizer);
            }
        } catch (UnsupportedOperationException | IllegalStateException e) {
            LOGGER.log(Level.DEBUG, "The container does not tell the mappings of its servlets", e);
        }
    }

    private void run(ServletContext context, RequestAuthorizer authorizer) throws ServletException {
        patterns.forEach(this::checkPattern);
        if (authorizer.isProtecting()) {
            checkMappedToEverything();
        } else if (!authorizer.isOptional()) {
            servlets(context).forEach(this::checkServlet);
        }
        if (!authorizer.isOptional()) {
            checkWebSockets(context);
        }
        findings.forEach(finding -> LOGGER.log(Level.WARNING, finding));
    }

    private void checkPattern(String pattern) {
        int asterisk = pattern.indexOf('*');
        boolean isPrefix = pattern.startsWith("/") && pattern.endsWith("/*") && asterisk == pattern.length() - 1;
        boolean isExtension = pattern.startsWith("*.") && pattern.lastIndexOf('*') == 0 && pattern.indexOf('/') < 0;
        boolean isExact = asterisk < 0 && (pattern.isEmpty() || pattern.startsWith("/"));
        if (!isPrefix && !isExtension && !isExact) {
            findings.add(
                    "%s is mapped to '%s', which the container reads literally and which matches no other path: use an exact path,"
                                    .formatted(name, pattern)
                            + " a prefix such as /api/* or an extension such as *.do.");
        }
    }

    private void checkMappedToEverything() {
        if (!patterns.contains("/*")) {
            findings.add(
                    "%s protects paths, but is mapped to %s and does not see every request that may reach them: map it to /*."
                            .formatted(name, patterns));
        }
    }

    private void checkServlet(String servlet, ServletRegistration registration) {
        if (isDefaultServlet(registration)
                || orEmpty(filter.getServletNameMappings()).contains(servlet)) {
            return;
        }
        for (String mapping : orEmpty(registration.getMappings())) {
            if (patterns.stream().noneMatch(pattern -> pattern.equals(mapping) || isBroader(pattern, mapping))) {
                patterns.stream()
                        .filter(pattern -> isBroader(mapping, pattern))
                        .forEach(pattern -> addBypass(servlet, mapping, pattern));
            }
        }
    }

    private void addBypass(String servlet, String mapping, String pattern) {
        boolean isExtension = pattern.startsWith("*");
        String example = pattern.endsWith("/*") ? pattern.replace("*", "../x") : pattern.replace("*", "/x") + "/";
        findings.add(
                "%s at '%s' does not see every request that the servlet '%s' at '%s' may read as that path, for instance %s: "
                                .formatted(name, pattern, servlet, mapping, example)
                        + "map the filter to /* and protect %s."
                                .formatted(isExtension ? "exact paths or prefixes" : pattern));
    }

    private void checkWebSockets(ServletContext context) throws ServletException {
        String upgrades = JettyUpgradeFilter.nameIn(context);
        if (upgrades == null) {
            return;
        }
        String remedy = "register the bearer token filter after the last endpoint, with isMatchAfter = false";
        try {
            if (JettyUpgradeFilter.isBefore(context, upgrades, filter.getName())) {
                throw new ServletException(
                        "%s comes after Jetty's WebSocketUpgradeFilter, so WebSocket endpoints are reached without"
                                        .formatted(name)
                                + " a token: " + remedy);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            findings.add("%s cannot tell whether Jetty's WebSocketUpgradeFilter comes before it: ".formatted(name)
                    + remedy + ".");
        }
    }

    /** Whether a pattern matches everything that another one matches, and more. */
    private static boolean isBroader(String broad, String narrow) {
        if (broad.equals(narrow)) {
            return false;
        }
        if (broad.equals("/") || broad.equals("/*")) {
            return !narrow.equals("/*");
        }
        String prefix = broad.endsWith("/*") ? broad.substring(0, broad.length() - 1) : null;
        return prefix != null && (narrow + "/").startsWith(prefix);
    }

    private static boolean isDefaultServlet(ServletRegistration registration) {
        String type = registration.getClassName();
        return type != null
                && DEFAULT_SERVLETS.contains(
                        type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('$'))));
    }

    private static Map<String, ? extends ServletRegistration> servlets(ServletContext context) {
        Map<String, ? extends ServletRegistration> servlets = context.getServletRegistrations();
        return servlets == null ? Map.of() : servlets;
    }

    private static Collection<String> orEmpty(@Nullable Collection<String> values) {
        return values == null ? List.of() : values;
    }
}
