package io.anchorify.auth.servlet;

import io.anchorify.auth.AdminPrincipal;
import io.anchorify.auth.AdminToken;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests through that carry a good bearer token in their Authorization header (RFC 6750 section 2.1), and
 * answers the others itself.
 *
 * <pre>{@code
 * context.addFilter(BearerTokenFilter.builder(tokens).build(), "/api/*", EnumSet.allOf(DispatcherType.class));
 * }</pre>
 *
 * <p>Behind it, {@link HttpServletRequest#getUserPrincipal()} is the {@link TokenPrincipal}, {@link
 * HttpServletRequest#getRemoteUser()} the owner of the token, {@link HttpServletRequest#getAuthType()} {@code Bearer},
 * and {@link HttpServletRequest#isUserInRole} answers whether the token has that scope. For an {@link AdminToken} it is
 * the {@link AdminPrincipal}, and {@code null} for the owner. A request is authenticated once. Mapped to all dispatcher
 * types, the filter sees to it that the request keeps its principal in forwards, includes, error pages and asynchronous
 * dispatches; mapped to {@code REQUEST} alone, it cannot where the container dispatches the request that it had before
 * the filter: to an error page, and after {@link HttpServletRequest#startAsync()}.
 *
 * <p>What is refused is answered with {@code application/problem+json} (RFC 9457) and, for 401 and 403, with the
 * challenge of RFC 6750 section 3. That no decision was possible is 503 with {@code Retry-After}, never 401. No session
 * is created.
 *
 * <p>In {@code web.xml}, a filter takes its {@link TokenService}, or another {@link TokenAuthenticator}, from the
 * servlet context attribute {@value #DEFAULT_SERVICE_ATTRIBUTE} and its options from init parameters; {@link BearerTokenFilterBuilder} describes each
 * under the same name in camel case.
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>tokens</filter-name>
 *   <filter-class>io.anchorify.auth.servlet.BearerTokenFilter</filter-class>
 *   <async-supported>true</async-supported>
 *   <init-param><param-name>realm</param-name><param-value>api</param-value></init-param>
 *   <init-param><param-name>mode</param-name><param-value>required</param-value></init-param>
 *   <init-param><param-name>required-scopes</param-name><param-value>documents:read</param-value></init-param>
 *   <init-param><param-name>allow-other-schemes</param-name><param-value>false</param-value></init-param>
 *   <init-param><param-name>allow-preflight</param-name><param-value>false</param-value></init-param>
 *   <init-param><param-name>service-attribute</param-name><param-value>io.anchorify.auth.TokenService</param-value></init-param>
 *   <init-param><param-name>listener-attribute</param-name><param-value>my.listener</param-value></init-param>
 * </filter>
 * }</pre>
 */
public final class BearerTokenFilter implements Filter {

    /** The servlet context attribute that holds what decides on the tokens of a filter in {@code web.xml}. */
    public static final String DEFAULT_SERVICE_ATTRIBUTE = "io.anchorify.auth.TokenService";

    private static final Logger LOGGER = System.getLogger(BearerTokenFilter.class.getName());

    private static final Decision UNAVAILABLE = unavailable(1);

    private final LongAdder queryTokens = new LongAdder();
    private volatile @Nullable Gate gate;

    /** For a {@code web.xml}: {@link #init} reads the options. Until then every request is answered with 503. */
    public BearerTokenFilter() {}

    BearerTokenFilter(Gate gate) {
        this.gate = gate;
    }

    /**
     * Starts the configuration of a filter in code.
     *
     * @param tokens decides on tokens, usually a {@link TokenService}; the filter does not close it
     * @return a builder with every option at its default
     */
    public static BearerTokenFilterBuilder builder(TokenAuthenticator tokens) {
        return new BearerTokenFilterBuilder(tokens);
    }

    /**
     * Reads the init parameters, unless this filter was configured in code.
     *
     * @throws ServletException if a parameter is unknown or has a value that it does not accept, if the context
     *     attribute holds no {@link TokenAuthenticator}, or the one named for a listener no {@link FilterListener}; the
     *     message names the parameter and says what it accepts
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        if (gate == null) {
            gate = InitParameters.read(config);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("BearerTokenFilter works on HTTP requests only");
        }
        boolean queryToken = countQueryToken(http);
        Gate current = gate;
        Decision decision = current == null ? UNAVAILABLE : decide(current, http);
        if (current != null) {
            current.listeners().tell(decision, http, queryToken);
        }
        // Outside of everything that catches: what goes wrong behind this filter is not a matter of authentication.
        if (decision instanceof AuthenticatedRequest authenticated) {
            goOn(authenticated, answer, chain);
        } else if (decision instanceof Decision.PassOn other) {
            goOn(other.request(), answer, chain);
        } else if (decision instanceof Decision.Deny deny) {
            deny.denial().send(http, answer);
        }
    }

    /**
     * Goes on along the chain. What fails there may lead to an error page, so the container's own request then keeps who was
     * authenticated.
     */
    private static void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean inOrder = false;
        try {
            chain.doFilter(request, response);
            inOrder = true;
        } finally {
            if (request instanceof AuthenticatedRequest authenticated
                    && !authenticated.isRemembered()
                    && (!inOrder || response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST)) {
                authenticated.remember();
            }
        }
    }

    /**
     * How many requests had an {@code access_token} in their query, where servers and proxies log it. It is not looked
     * at (RFC 9700 section 4.3.2), but somebody should hear of such a client.
     *
     * @return the count since this filter was made
     */
    public long queryTokens() {
        return queryTokens.sum();
    }

    private static Decision decide(Gate gate, HttpServletRequest request) {
        try {
            return gate.decide(request);
        } catch (AuthenticationUnavailableException e) {
            LOGGER.log(Level.DEBUG, "A token could not be decided on", e);
            return unavailable(e.retryAfter().toSeconds());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "A token could not be decided on, for an unexpected reason", e);
            return UNAVAILABLE;
        }
    }

    private static Decision unavailable(long retryAfterSeconds) {
        return new Decision.Deny(Denial.unavailable(retryAfterSeconds), FilterOutcome.UNAVAILABLE);
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
