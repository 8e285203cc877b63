package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a {@link BearerTokenFilter}. It contains no header, query or path parameter, because they may carry
 * tokens and session ids.
 *
 * <p>Method and path are untrusted text of unbounded variety. Use them in logs that escape unprintable characters, and never
 * as metric tags.
 *
 * @param outcome the decision
 * @param principal the principal of a valid token, also for {@link FilterOutcome#INSUFFICIENT_SCOPE} and {@link
 *     FilterOutcome#FORBIDDEN}
 * @param owner the owner of the token, also of one that has ended or is rejected for another reason; {@code null} if no token
 *     of the store was presented
 * @param tokenId the id of that token, or {@code null}
 * @param dispatch the type of the dispatch
 * @param method the request method as sent
 * @param path the encoded path as sent, without query and path parameters; in a forward, the path of the target
 * @param remoteAddress the client's address as reported by the container
 * @param queryToken whether the query contains an {@code access_token}, see {@link BearerTokenFilter#queryTokens}
 */
public record FilterEvent(
        FilterOutcome outcome,
        @Nullable BearerPrincipal principal,
        @Nullable String owner,
        @Nullable String tokenId,
        DispatcherType dispatch,
        String method,
        String path,
        @Nullable String remoteAddress,
        boolean queryToken) {

    /** See RFC 3986 section 3.3. */
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    static FilterEvent of(Decision decision, HttpServletRequest request, boolean queryToken) {
        return new FilterEvent(
                decision.outcome(),
                decision.principal(),
                decision.owner(),
                decision.tokenId(),
                request.getDispatcherType(),
                request.getMethod(),
                pathOf(request),
                request.getRemoteAddr(),
                queryToken);
    }

    /** The raw path: some containers refuse to decode the very paths that a log should show. */
    private static String pathOf(HttpServletRequest request) {
        String uri = request.getRequestURI();
        return uri.indexOf(';') < 0 ? uri : PATH_PARAMETERS.matcher(uri).replaceAll("");
    }
}
