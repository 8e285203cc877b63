package io.anchorify.benchmarks.request;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.MappingMatch;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that costs next to nothing itself: one header, a few attributes, no session, no parameters, and a principal
 * that a filter may set. What it is asked for beyond that, it refuses. One object serves all requests of a thread.
 */
final class LightRequest extends HttpServletRequestWrapper {

    private static final HttpServletRequest NOTHING = Throwing.instance(HttpServletRequest.class);
    private static final String PATH = "/api/documents";
    private static final HttpServletMapping MAPPING = new DefaultServlet();

    private final OneHeader header = new OneHeader();
    private final LightAttributes attributes = new LightAttributes();

    @Nullable
    Principal principal;

    LightRequest() {
        super(NOTHING);
    }

    /** Makes a new request of it. */
    LightRequest with(String authorization) {
        header.value = authorization;
        header.wasRead = false;
        attributes.clear();
        principal = null;
        return this;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isAuthorization(name) ? header.value : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (!isAuthorization(name)) {
            return Collections.emptyEnumeration();
        }
        header.wasRead = false;
        return header;
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.singleton("Authorization"));
    }

    private static boolean isAuthorization(String name) {
        return name.equalsIgnoreCase("Authorization");
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        attributes.set(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.set(name, null);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return attributes.names();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return principal == null ? null : principal.getName();
    }

    @Override
    public @Nullable String getAuthType() {
        return null;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getServerName() {
        return "localhost";
    }

    @Override
    public int getServerPort() {
        return 8080;
    }

    @Override
    public String getRemoteAddr() {
        return "127.0.0.1";
    }

    @Override
    public String getRemoteHost() {
        return "127.0.0.1";
    }

    @Override
    public String getRequestURI() {
        return PATH;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer("http://localhost:8080").append(PATH);
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public String getServletPath() {
        return PATH;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return MAPPING;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return null;
    }

    /** There is none, and a client with a bearer token needs none: who insists on one is not set up right. */
    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return create ? super.getSession(true) : null;
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return null;
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return false;
    }

    /** How a servlet at {@code /} is found. */
    private static final class DefaultServlet implements HttpServletMapping {

        @Override
        public String getMatchValue() {
            return "";
        }

        @Override
        public String getPattern() {
            return "/";
        }

        @Override
        public String getServletName() {
            return "default";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.DEFAULT;
        }
    }

    /** Without an object of its own for each request, as containers have it at best. */
    @SuppressWarnings("JdkObsolete") // It is the servlet API's.
    private static final class OneHeader implements Enumeration<String> {

        private String value = "";
        private boolean wasRead;

        @Override
        public boolean hasMoreElements() {
            return !wasRead;
        }

        @Override
        public String nextElement() {
            wasRead = true;
            return value;
        }
    }
}
