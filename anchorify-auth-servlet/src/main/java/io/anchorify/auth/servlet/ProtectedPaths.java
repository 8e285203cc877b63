package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a filter in protecting mode protects. A router may match the raw request URI, the path of the container, or
 * either in another case or with another trailing slash. A request is outside only if none of these is protected.
 */
final class ProtectedPaths {

    /** Where a request belongs. */
    enum Area {
        /** At a protected path. */
        PROTECTED,
        /** Outside every protected path. */
        OUTSIDE,
        /** Anywhere, because routers may read its URI differently. */
        AMBIGUOUS
    }

    private final List<PathPattern> patterns;

    /** @throws IllegalArgumentException if one of the patterns is invalid; the message quotes it */
    ProtectedPaths(List<String> patterns) {
        this.patterns = patterns.stream().map(PathPattern::of).toList();
    }

    Area areaOf(HttpServletRequest request) {
        DispatcherType dispatch = request.getDispatcherType();
        // In an include, the methods of the request describe the including page. A named dispatcher has no path.
        String included =
                dispatch == DispatcherType.INCLUDE ? attribute(request, RequestDispatcher.INCLUDE_REQUEST_URI) : null;
        return included == null
                ? areaOf(
                        dispatch,
                        request.getRequestURI(),
                        request.getContextPath(),
                        request.getServletPath(),
                        request.getPathInfo())
                : areaOf(
                        dispatch,
                        included,
                        attribute(request, RequestDispatcher.INCLUDE_CONTEXT_PATH),
                        attribute(request, RequestDispatcher.INCLUDE_SERVLET_PATH),
                        attribute(request, RequestDispatcher.INCLUDE_PATH_INFO));
    }

    private Area areaOf(
            DispatcherType dispatch,
            String uri,
            @Nullable String contextPath,
            @Nullable String servletPath,
            @Nullable String pathInfo) {
        String path = CanonicalUri.decode(uri);
        if (path == null) {
            return areaOfAmbiguous(dispatch, servletPath, pathInfo);
        }
        String context = contextPath == null ? "" : CanonicalUri.decode(contextPath);
        boolean isOutside = context != null
                && path.startsWith(context)
                && !cover(path, context.length() - (context.endsWith("/") ? 1 : 0))
                && !cover(join(servletPath, pathInfo), 0);
        return isOutside ? Area.OUTSIDE : Area.PROTECTED;
    }

    /** The application chooses the target of other dispatches than the first, so that none of them is a bad request. */
    private Area areaOfAmbiguous(DispatcherType dispatch, @Nullable String servletPath, @Nullable String pathInfo) {
        return switch (dispatch) {
            case REQUEST -> Area.AMBIGUOUS;
            // The URI may be that of the failed request.
            case ERROR -> cover(join(servletPath, pathInfo), 0) ? Area.PROTECTED : Area.OUTSIDE;
            default -> Area.PROTECTED;
        };
    }

    private boolean cover(String path, int from) {
        for (PathPattern pattern : patterns) {
            if (pattern.covers(path, from)) {
                return true;
            }
        }
        return false;
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

    /**
     * An exact path or a prefix.
     *
     * @param path without a trailing slash
     * @param isPrefix whether everything below is covered too
     */
    private record PathPattern(String path, boolean isPrefix) {

        private static final String PREFIX = "/*";

        static PathPattern of(String pattern) {
            boolean isPrefix = pattern.endsWith(PREFIX);
            String path = pattern.substring(0, pattern.length() - (isPrefix ? PREFIX.length() : 0));
            if (!CanonicalUri.isCanonicalPath(isPrefix ? path + "/" : path) || path.indexOf('*') >= 0) {
                throw new IllegalArgumentException("The protected path '" + pattern
                        + "' must be an exact path, such as /secret, or a prefix, such as /api/*, in decoded form and"
                        + " without empty segments, dot segments, and any of \\ ; % ? # and control characters");
            }
            return new PathPattern(path.endsWith("/") ? path.substring(0, path.length() - 1) : path, isPrefix);
        }

        /** Ignores case and a trailing slash. The case is that of characters, without regard to the locale. */
        boolean covers(String candidate, int from) {
            int end = from + path.length();
            return candidate.regionMatches(true, from, path, 0, path.length())
                    && (end == candidate.length()
                            || (candidate.charAt(end) == '/' && (isPrefix || end + 1 == candidate.length())));
        }
    }
}
