package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** The options of a {@link BearerTokenFilter}. Not for use by concurrent threads. */
public final class BearerTokenFilterBuilder {

    /** Printable ASCII, so that the realm is a quoted-string of RFC 9110 section 5.6.4 once it is escaped. */
    private static final Pattern REALM = Pattern.compile("[\\x20-\\x7E]{1,200}");
    /** A scope-token of RFC 6749 section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    final TokenAuthenticator tokens;
    String realm = "api";
    boolean required = true;
    boolean allowOtherSchemes;
    boolean allowPreflight;
    Set<String> requiredScopes = Set.of();
    BiPredicate<HttpServletRequest, BearerPrincipal> rule = (request, principal) -> true;
    final List<FilterListener> listeners = new ArrayList<>();

    BearerTokenFilterBuilder(TokenAuthenticator tokens) {
        this.tokens = tokens;
    }

    /**
     * Names the protected space in every challenge (RFC 9110 section 11.5).
     *
     * @param realm 1 to 200 printable ASCII characters; {@code api} unless set
     * @return this builder
     */
    public BearerTokenFilterBuilder realm(String realm) {
        this.realm = realm;
        return this;
    }

    /**
     * Lets requests without a token, or with credentials of another scheme, pass without a principal. A bad token is
     * still refused. In {@code web.xml}: {@code mode} is {@code optional}.
     *
     * @return this builder
     */
    public BearerTokenFilterBuilder optional() {
        this.required = false;
        return this;
    }

    /**
     * Lets requests with credentials of another scheme pass without a principal: something behind this filter, or in
     * front of it, has to authenticate them. A request without credentials is still refused.
     *
     * @return this builder
     */
    public BearerTokenFilterBuilder allowOtherSchemes() {
        this.allowOtherSchemes = true;
        return this;
    }

    /**
     * Lets CORS preflight requests pass without a principal: {@code OPTIONS} with {@code Origin} and {@code
     * Access-Control-Request-Method} and without {@code Authorization}, as the Fetch standard defines them.
     *
     * @return this builder
     */
    public BearerTokenFilterBuilder allowPreflight() {
        this.allowPreflight = true;
        return this;
    }

    /**
     * Demands scopes of every token; one that lacks any of them is answered with 403 {@code insufficient_scope} (RFC
     * 6750 section 3.1). In {@code web.xml}: separated by spaces.
     *
     * @param scopes all of the scopes that are needed
     * @return this builder
     */
    public BearerTokenFilterBuilder requiredScopes(String... scopes) {
        this.requiredScopes = Set.copyOf(List.of(scopes));
        return this;
    }

    /**
     * Adds a rule of the host application. A request that it refuses is answered with 403; one on which it throws, with
     * 503. It is asked on each dispatch that this filter is mapped to. There is no such init parameter.
     *
     * @param rule called with every request that has a good token, from many threads
     * @return this builder
     */
    public BearerTokenFilterBuilder permit(BiPredicate<HttpServletRequest, BearerPrincipal> rule) {
        this.rule = rule;
        return this;
    }

    /**
     * Adds somebody who is told what the filter decides, for logs and metrics. Each of several is told, in the order in
     * which they were added. In {@code web.xml}: {@code listener-attribute} names the servlet context attribute that
     * holds one.
     *
     * @param listener called on each decision, from many threads, in the thread of the request
     * @return this builder
     */
    public BearerTokenFilterBuilder listener(FilterListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Checks the options and makes the filter.
     *
     * @return the filter
     * @throws IllegalArgumentException if an option has a value that it does not accept; the message names it
     */
    public BearerTokenFilter build() {
        return new BearerTokenFilter(gate());
    }

    Gate gate() {
        if (!REALM.matcher(realm).matches()) {
            throw new IllegalArgumentException("realm is 1 to 200 printable ASCII characters, without line breaks");
        }
        if (!requiredScopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw new IllegalArgumentException(
                    "A required scope is one or more printable ASCII characters, none of them a space, '\"' or '\\'");
        }
        return new Gate(this);
    }
}
