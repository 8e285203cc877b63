package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the target of one dispatch. A router may match the raw request URI, the path of the container, or either in
 * another case or with another trailing slash.
 *
 * @param dispatch the type of the dispatch
 * @param path the raw path, decoded once; or null if the URI is not canonical, so that routers may read it differently
 * @param from where the path begins in the application; or -1 if the context path does not tell
 * @param containerPath the servlet path and the path info
 */
record TargetPaths(DispatcherType dispatch, @Nullable String path, int from, String containerPath) {

    static TargetPaths of(HttpServletRequest request) {
        DispatcherType dispatch = request.getDispatcherType();
        // In an include, the methods of the request describe the including page. A named dispatcher has no path.
        String included =
                dispatch == DispatcherType.INCLUDE ? attribute(request, RequestDispatcher.INCLUDE_REQUEST_URI) : null;
        return included == null
                ? of(
                        dispatch,
                        request.getRequestURI(),
                        request.getContextPath(),
                        request.getServletPath(),
                        request.getPathInfo())
                : of(
                        dispatch,
                        included,
                        attribute(request, RequestDispatcher.INCLUDE_CONTEXT_PATH),
                        attribute(request, RequestDispatcher.INCLUDE_SERVLET_PATH),
                        attribute(request, RequestDispatcher.INCLUDE_PATH_INFO));
    }

    private static TargetPaths of(
            DispatcherType dispatch,
            String uri,
            @Nullable String contextPath,
            @Nullable String servletPath,
            @Nullable String pathInfo) {
        String path = CanonicalUri.decode(uri);
        int from = path == null ? -1 : endOfContext(path, contextPath);
        return new TargetPaths(dispatch, path, from, join(servletPath, pathInfo));
    }

    private static int endOfContext(String path, @Nullable String contextPath) {
        String context = contextPath == null ? "" : CanonicalUri.decode(contextPath);
        return context != null && path.startsWith(context) ? context.length() - (context.endsWith("/") ? 1 : 0) : -1;
    }

    /**
     * Whether routers may read the URI of the client differently. The application chooses the target of other dispatches than
     * the first.
     */
    boolean isAmbiguous() {
        return path == null && dispatch == DispatcherType.REQUEST;
    }

    /** Whether a router may read the target as a path that the pattern covers. */
    boolean mayBe(PathPattern pattern) {
        if (pattern.covers(containerPath, 0)) {
            return true;
        }
        if (path == null) {
            // The URI of an error page may be that of the failed request.
            return dispatch != DispatcherType.ERROR;
        }
        return from < 0 || pattern.covers(path, from);
    }

    private static String join(@Nullable String servletPath, @Nullable String pathInfo) {
        if (pathInfo == null) {
            return servletPath == null ? "" : servletPath;
        }
        return servletPath == null || servletPath.isEmpty() ? pathInfo : servletPath + pathInfo;
    }

    private static @Nullable String attribute(HttpServletRequest request, String name) {
        return (String) request.getAttribute(name);
    }
}
