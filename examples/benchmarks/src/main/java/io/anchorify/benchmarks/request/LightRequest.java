package io.anchorify.benchmarks.request;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that costs next to nothing itself: one header, a few attributes, no session, no parameters. One object serves all
 * requests of a thread. A method that it does not implement throws, so a contender cannot pay for it unnoticed.
 */
final class LightRequest extends HttpServletRequestWrapper {

    private static final HttpServletRequest UNSUPPORTED = unsupported(HttpServletRequest.class);
    private static final String PATH = "/api/documents";

    private final OneHeader header = new OneHeader();
    private final Map<String, Object> attributes = new HashMap<>();

    LightRequest() {
        super(UNSUPPORTED);
    }

    static <T> T unsupported(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                LightRequest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName());
                }));
    }

    /** Turns this object into a new request. */
    LightRequest with(String authorization) {
        header.value = authorization;
        attributes.clear();
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
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
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
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return create ? super.getSession(true) : null;
    }

    /** Reused by every request, so that reading the header allocates nothing. */
    @SuppressWarnings("JdkObsolete") // The type of the servlet API.
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
