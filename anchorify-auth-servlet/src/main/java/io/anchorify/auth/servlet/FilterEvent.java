package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a {@link BearerTokenFilter}. It holds no header, no query and no path parameter, which is where tokens
 * and session ids travel; and not the request, which has all of them.
 *
 * <p>Method and path are the client's own text, without limit to their variety: for logs, which escape what is not
 * printable, and not for the tags of a metric.
 *
 * @param outcome what was decided
 * @param principal whose token it was, if it was good: also for {@link FilterOutcome#INSUFFICIENT_SCOPE} and {@link
 *     FilterOutcome#FORBIDDEN}
 * @param dispatch the dispatch in which it was decided
 * @param method the method as it was sent
 * @param path the path as it was sent, still encoded, without query and path parameters; in a forward, where it leads
 * @param remoteAddress where the request came from, as the container has it
 * @param queryToken whether there was an {@code access_token} in the query, as {@link BearerTokenFilter#queryTokens}
 *     counts them
 */
public record FilterEvent(
        FilterOutcome outcome,
        @Nullable BearerPrincipal principal,
        DispatcherType dispatch,
        String method,
        String path,
        @Nullable String remoteAddress,
        boolean queryToken) {

    /** RFC 3986 section 3.3. */
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    static FilterEvent of(Decision decision, HttpServletRequest request, boolean queryToken) {
        return new FilterEvent(
                decision.outcome(),
                decision.principal(),
                request.getDispatcherType(),
                request.getMethod(),
                pathOf(request),
                request.getRemoteAddr(),
                queryToken);
    }

    /** The raw form: the decoded one is refused by some containers for the very paths that a log should show. */
    private static String pathOf(HttpServletRequest request) {
        String uri = request.getRequestURI();
        return uri.indexOf(';') < 0 ? uri : PATH_PARAMETERS.matcher(uri).replaceAll("");
    }
}
