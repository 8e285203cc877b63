package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.servlet.ScopeRules.Rule;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Configures a {@link BearerTokenFilter}. Not safe for concurrent use. */
public final class BearerTokenFilterBuilder {

    /** Printable ASCII: fits in a quoted-string (RFC 9110 section 5.6.4) after escaping. */
    private static final Pattern REALM = Pattern.compile("[\\x20-\\x7E]{1,200}");
    /** A scope-token (RFC 6749 section 3.3). */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    final TokenAuthenticator tokens;
    String realm = "api";
    private final List<String> protectedPaths = new ArrayList<>();
    boolean required = true;
    boolean allowOtherSchemes;
    boolean allowPreflight;
    private Set<String> requiredScopes = Set.of();
    private List<String> anyScope = List.of();
    private final List<ScopeRule> scopeRules = new ArrayList<>();
    BiPredicate<HttpServletRequest, BearerPrincipal> rule = (request, principal) -> true;
    final List<FilterListener> listeners = new ArrayList<>();

    BearerTokenFilterBuilder(TokenAuthenticator tokens) {
        this.tokens = tokens;
    }

    /**
     * Sets the realm of every challenge (RFC 9110 section 11.5).
     *
     * @param realm 1 to 200 printable ASCII characters; the default is {@code api}
     * @return this builder
     */
    public BearerTokenFilterBuilder realm(String realm) {
        this.realm = Objects.requireNonNull(realm, "realm");
        return this;
    }

    /**
     * Protects paths instead of everything that the filter is mapped to. Map the filter to {@code /*} and to all dispatcher
     * types. Use this mode if a router reads the raw request URI below a broader mapping than that of the protected paths, as
     * Spring MVC, Jersey or Javalin at {@code /} or {@code /*} do.
     *
     * <p>A request is outside, and passes as if there were no filter, only if both its raw path and the path of the container
     * lie outside every pattern. Upper and lower case and a trailing slash make no difference. A URI that is not canonical is
     * answered with 400, with or without a token and wherever it points to, because routers read it differently: one with an
     * empty segment, a dot segment, a semicolon, a backslash, a control or non-ASCII character, an encoding that is incomplete
     * or not UTF-8, or an encoded {@code /}, {@code \}, {@code .}, {@code %}, {@code ;} or control character. In a forward,
     * an include, an error page and an asynchronous dispatch, the path of the target decides.
     *
     * <p>In {@code web.xml}: separate the patterns by spaces. Several calls add up.
     *
     * @param patterns exact paths, such as {@code /secret}, and prefixes, such as {@code /api/*}, decoded and without the
     *     context path; at least one
     * @return this builder
     * @throws IllegalArgumentException if there are no patterns
     */
    public BearerTokenFilterBuilder protect(String... patterns) {
        protectedPaths.addAll(atLeastOne(patterns, "protect"));
        return this;
    }

    /**
     * Lets requests without a token, or with credentials of another scheme, pass without a principal. An invalid token is
     * still rejected. In {@code web.xml}: set {@code mode} to {@code optional}.
     *
     * @return this builder
     */
    public BearerTokenFilterBuilder optional() {
        this.required = false;
        return this;
    }

    /**
     * Lets requests with credentials of another scheme pass without a principal. Something else has to authenticate them.
     * A request without credentials is still rejected.
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
     * Requires scopes of every token. A token that lacks any of them is answered with 403 {@code insufficient_scope} (RFC
     * 6750 section 3.1). In {@code web.xml}: separate the scopes by spaces.
     *
     * @param scopes the scopes that a token needs, all of them; at least one
     * @return this builder
     * @throws IllegalArgumentException if there are no scopes
     */
    public BearerTokenFilterBuilder requiredScopes(String... scopes) {
        this.requiredScopes = Set.copyOf(atLeastOne(scopes, "requiredScopes"));
        return this;
    }

    /**
     * Requires one of several scopes of every token, besides all of the {@linkplain #requiredScopes required ones}. A token that
     * has none of them is answered with 403 {@code insufficient_scope}. The challenge cannot name alternatives (RFC 6750 section
     * 3), so it names the first. In {@code web.xml}: separate the scopes by spaces.
     *
     * @param scopes the scopes of which a token needs at least one, the one to ask for first; at least one
     * @return this builder
     * @throws IllegalArgumentException if there are no scopes
     */
    public BearerTokenFilterBuilder anyScope(String... scopes) {
        this.anyScope = atLeastOne(scopes, "anyScope");
        return this;
    }

    /**
     * Requires scopes for a method and a path, besides the {@linkplain #requiredScopes required ones}, for instance {@code
     * scopesFor("GET", "/api/documents/*", "documents:read")}. Several calls add up, and a request needs the scopes of every
     * rule that matches it. A token that lacks any of them is answered with 403 {@code insufficient_scope}; the challenge names
     * all that the request needs.
     *
     * <p>Once a path has a rule, a method without a rule is answered with 403, so that a handler that accepts any method is not
     * reached by an unexpected one. A rule for {@code GET} applies to {@code HEAD} as well.
     *
     * <p>A rule matches if the raw path or the path of the container does, like those of {@link #protect}: upper and lower case
     * and a trailing slash make no difference. With rules, a URI that is not canonical is answered with 400 also without {@link
     * #protect}. In {@code web.xml}: write each rule in a line, as method, path and scopes separated by spaces.
     *
     * @param method the method in upper case, compared exactly, or {@code *} for every method
     * @param path an exact path, such as {@code /secret}, or a prefix, such as {@code /api/*}, decoded and without the context
     *     path; with {@link #protect}, one that is protected
     * @param scopes the scopes that a token needs, all of them; at least one
     * @return this builder
     * @throws IllegalArgumentException if there are no scopes
     */
    public BearerTokenFilterBuilder scopesFor(String method, String path, String... scopes) {
        Objects.requireNonNull(method, "scopesFor");
        Objects.requireNonNull(path, "scopesFor");
        scopeRules.add(new ScopeRule(method, path, atLeastOne(scopes, "scopesFor")));
        return this;
    }

    /**
     * Sets a rule of the host application. If it returns false, the request is answered with 403; if it throws, with 503.
     * It is evaluated on each dispatch that this filter is mapped to. There is no init parameter for it.
     *
     * @param rule called concurrently, with every request that has a valid token and the required scopes
     * @return this builder
     */
    public BearerTokenFilterBuilder permit(BiPredicate<HttpServletRequest, BearerPrincipal> rule) {
        this.rule = Objects.requireNonNull(rule, "rule");
        return this;
    }

    /**
     * Adds a listener for the decisions of the filter, for logs and metrics. Several listeners are called in the order in
     * which they were added. In {@code web.xml}: {@code listener-attribute} names the servlet context attribute that holds
     * one.
     *
     * @param listener called concurrently, on the thread of the request
     * @return this builder
     */
    public BearerTokenFilterBuilder listener(FilterListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Validates the options and creates the filter.
     *
     * @return the filter
     * @throws IllegalArgumentException if an option has an invalid value; the message names the option
     */
    public BearerTokenFilter build() {
        return new BearerTokenFilter(authorizer());
    }

    private static List<String> atLeastOne(String[] values, String option) {
        if (Objects.requireNonNull(values, option).length == 0) {
            throw new IllegalArgumentException(option + " needs at least one value");
        }
        return Arrays.stream(values)
                .map(value -> Objects.requireNonNull(value, option))
                .toList();
    }

    RequestAuthorizer authorizer() {
        if (!REALM.matcher(realm).matches()) {
            throw new IllegalArgumentException("realm must be 1 to 200 printable ASCII characters without line breaks");
        }
        return new RequestAuthorizer(this);
    }

    @Nullable
    ProtectedPaths protectedPaths() {
        return protectedPaths.isEmpty() ? null : new ProtectedPaths(protectedPaths);
    }

    ScopeRules scopeRules() {
        requireScopes(requiredScopes);
        requireScopes(anyScope);
        return new ScopeRules(
                new ScopeDemand(requiredScopes, anyScope),
                scopeRules.stream().map(this::checked).toList());
    }

    private Rule checked(ScopeRule rule) {
        requireScopes(rule.scopes);
        Rule checked = Rule.of(rule.method, rule.path, rule.scopes);
        ProtectedPaths paths = protectedPaths();
        if (paths != null && !paths.cover(checked.path())) {
            throw new IllegalArgumentException(
                    "The path of a scope rule '" + rule.path + "' is not protected, so the rule would not apply");
        }
        return checked;
    }

    static void requireScopes(Collection<String> scopes) {
        if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw new IllegalArgumentException(
                    "A required scope must be one or more printable ASCII characters without spaces, '\"' or '\\'");
        }
    }

    /** The arguments of {@link #scopesFor}, which {@link #build} checks. */
    private record ScopeRule(String method, String path, List<String> scopes) {}
}
