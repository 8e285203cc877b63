package io.anchorify.auth.servlet;

import io.anchorify.auth.AdminPrincipal;
import io.anchorify.auth.AdminToken;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.Decision.Proceed;
import io.anchorify.auth.servlet.Decision.Reject;
import io.anchorify.auth.servlet.ProtectedPaths.Area;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests by the bearer token in their {@code Authorization} header (RFC 6750 section 2.1) and rejects all
 * others.
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(tokens).protect("/api/*").build();
 * context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
 * }</pre>
 *
 * <p>Without {@link BearerTokenFilterBuilder#protect}, the mapping of the filter decides which requests need a token. It must
 * then be the same as that of the servlets behind it: a router with a broader mapping may read the raw URI, which the container
 * does not.
 *
 * <p>Behind the filter, {@link HttpServletRequest#getUserPrincipal()} returns the {@link TokenPrincipal}, {@link
 * HttpServletRequest#getRemoteUser()} the owner of the token, {@link HttpServletRequest#getAuthType()} {@code Bearer}, and
 * {@link HttpServletRequest#isUserInRole} is true for each scope of the token, and for {@code **}. For an {@link AdminToken} the principal is
 * the {@link AdminPrincipal} and the remote user {@code null}. No session is created.
 *
 * <p>A request is authenticated once. Map the filter to all dispatcher types, so that the request keeps its principal in
 * forwards, includes, error pages and asynchronous dispatches. A filter that is mapped to {@code REQUEST} alone cannot
 * restore the principal on an error page or after {@link HttpServletRequest#startAsync()}, because the container then
 * dispatches its own request.
 *
 * <p>A rejected request is answered with {@code application/problem+json} (RFC 9457). Responses with status 401 and 403
 * carry the challenge of RFC 6750 section 3. If the token cannot be checked, the status is 503 with {@code Retry-After},
 * never 401.
 *
 * <p>A filter in {@code web.xml} takes its {@link TokenService}, or another {@link TokenAuthenticator}, from the servlet
 * context attribute {@value #DEFAULT_SERVICE_ATTRIBUTE}. Its init parameters are the options of {@link
 * BearerTokenFilterBuilder} in kebab case:
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>tokens</filter-name>
 *   <filter-class>io.anchorify.auth.servlet.BearerTokenFilter</filter-class>
 *   <async-supported>true</async-supported>
 *   <init-param><param-name>realm</param-name><param-value>api</param-value></init-param>
 *   <init-param><param-name>protect</param-name><param-value>/api/*</param-value></init-param>
 *   <init-param><param-name>mode</param-name><param-value>required</param-value></init-param>
 *   <init-param><param-name>required-scopes</param-name><param-value>documents:read</param-value></init-param>
 *   <init-param><param-name>any-scope</param-name><param-value>team admin</param-value></init-param>
 *   <init-param><param-name>scopes-for</param-name><param-value>POST /api/documents/* documents:write</param-value></init-param>
 *   <init-param><param-name>allow-other-schemes</param-name><param-value>false</param-value></init-param>
 *   <init-param><param-name>allow-preflight</param-name><param-value>false</param-value></init-param>
 *   <init-param><param-name>service-attribute</param-name><param-value>io.anchorify.auth.TokenService</param-value></init-param>
 *   <init-param><param-name>listener-attribute</param-name><param-value>my.listener</param-value></init-param>
 * </filter>
 * }</pre>
 */
public final class BearerTokenFilter implements Filter {

    /** The servlet context attribute from which a filter in {@code web.xml} takes its {@link TokenAuthenticator}. */
    public static final String DEFAULT_SERVICE_ATTRIBUTE = "io.anchorify.auth.TokenService";

    private static final ProblemResponse NOT_INITIALIZED = ProblemResponse.unavailable(1);

    private final LongAdder queryTokens = new LongAdder();
    private volatile @Nullable RequestAuthorizer authorizer;

    /** Creates a filter for {@code web.xml}. It answers every request with 503 until {@link #init} has been called. */
    public BearerTokenFilter() {}

    BearerTokenFilter(RequestAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    /**
     * Starts the configuration of a filter in code.
     *
     * @param tokens authenticates the tokens, usually a {@link TokenService}; the filter does not close it
     * @return a builder with default options
     */
    public static BearerTokenFilterBuilder builder(TokenAuthenticator tokens) {
        return new BearerTokenFilterBuilder(Objects.requireNonNull(tokens, "tokens"));
    }

    /**
     * Reads the init parameters, unless this filter was configured in code. Warns if the mappings of the deployment let requests
     * get past this filter.
     *
     * @throws ServletException if a parameter is unknown or has an invalid value, or if a context attribute does not hold
     *     the {@link TokenAuthenticator} or {@link FilterListener} that it should; the message names the parameter. Also if Jetty
     *     answers WebSocket upgrades before this filter; the message says how to order them
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        RequestAuthorizer current = authorizer;
        if (current == null) {
            current = InitParameters.read(config);
        }
        DeploymentCheck.run(config, current);
        authorizer = current;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("BearerTokenFilter supports HTTP requests only");
        }
        RequestAuthorizer current = authorizer;
        if (current == null) {
            NOT_INITIALIZED.send(http, httpResponse);
            return;
        }
        Area area = current.areaOf(http);
        if (area == Area.OUTSIDE) {
            chain.doFilter(current.restore(http), httpResponse);
            return;
        }
        Decision decision = current.authorize(http, area, countQueryToken(http));
        HttpServletResponse answer = current.isOptional() ? VaryingResponse.of(httpResponse) : httpResponse;
        // Outside every try that authenticates: an exception of the application is not an authentication failure.
        if (decision instanceof Proceed proceed) {
            chain.doFilter(proceed.request(), answer);
        } else if (decision instanceof Reject reject) {
            reject.response().send(http, answer);
        }
    }

    /**
     * Tells whether this filter decides on a request in its current dispatch. A framework that selects filters itself, such as
     * Spring Security, asks this first.
     *
     * @param request the request
     * @return false if the request is outside of the {@linkplain BearerTokenFilterBuilder#protect protected paths}; true for a
     *     URI that is not canonical, which this filter answers with 400
     */
    public boolean decidesOn(HttpServletRequest request) {
        RequestAuthorizer current = authorizer;
        return current == null || current.areaOf(request) != Area.OUTSIDE;
    }

    /**
     * Answers a request that needs a token and has none, as this filter does when it is not {@linkplain
     * BearerTokenFilterBuilder#optional optional}: with 401 and a challenge. For applications that decide on requests which an
     * optional filter has passed. Listeners are not called.
     *
     * @param request the request
     * @param response the response; unchanged if it is committed
     * @throws IOException if the response cannot be written
     */
    public void sendUnauthorized(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestAuthorizer current = authorizer;
        (current == null ? NOT_INITIALIZED : current.responses().noToken).send(request, response);
    }

    /**
     * Answers a request whose token may not do what the request asks for: with 403 {@code insufficient_scope} (RFC 6750 section
     * 3.1). For applications that decide on requests which this filter has authenticated. Listeners are not called.
     *
     * @param request the request
     * @param response the response; unchanged if it is committed
     * @param scopes the scopes that the request needs; empty if they are not known
     * @throws IOException if the response cannot be written
     * @throws IllegalArgumentException if one of the scopes is not a scope-token (RFC 6749 section 3.3)
     */
    public void sendInsufficientScope(HttpServletRequest request, HttpServletResponse response, Set<String> scopes)
            throws IOException {
        BearerTokenFilterBuilder.requireScopes(scopes);
        RequestAuthorizer current = authorizer;
        (current == null ? NOT_INITIALIZED : current.responses().insufficientScope(new TreeSet<>(scopes)))
                .send(request, response);
    }

    /**
     * Counts requests with an {@code access_token} in the query, where servers and proxies log it. The filter ignores such
     * a token (RFC 9700 section 4.3.2), but the client that sends it should be fixed.
     *
     * @return the number of such requests since this filter was created
     */
    public long queryTokens() {
        return queryTokens.sum();
    }

    private boolean countQueryToken(HttpServletRequest request) {
        String query = request.getDispatcherType() == DispatcherType.REQUEST ? request.getQueryString() : null;
        boolean found = query != null && (query.startsWith("access_token=") || query.contains("&access_token="));
        if (found) {
            queryTokens.increment();
        }
        return found;
    }
}
