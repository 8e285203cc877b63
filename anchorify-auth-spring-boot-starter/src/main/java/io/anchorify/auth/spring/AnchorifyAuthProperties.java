package io.anchorify.auth.spring;

import io.anchorify.auth.TokenPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code anchorify.auth.*}.
 *
 * @param enabled Whether to configure the token service and what protects its paths.
 * @param prefix What every new token begins with: 1 to 16 letters, digits, underscores and hyphens.
 * @param acceptPrefixes Prefixes that are also accepted, for instance the previous one.
 * @param tablePrefix What the names of the tables begin with.
 * @param schema What to do about the tables at startup.
 * @param cache The cache of tokens.
 * @param lastUsedInterval How much older than the last use of a token its stored last-used time may be, 1 second to a day.
 * @param recordRemoteAddress Whether to store the remote address of the last use of a token.
 * @param purgeEndedAfter How long ended tokens are kept. By default, they are never deleted.
 * @param policy The limits of all tokens.
 * @param protectedPaths The paths that need a token: exact paths, such as /secret, and prefixes, such as /api/*. The application
 *     does not start without any, unless it has a filter or a security filter chain of its own.
 * @param realm The realm of every challenge, printable ASCII.
 * @param requiredScopes The scopes that every request to the protected paths needs.
 * @param mode Whether a request to the protected paths needs a token. An invalid token is always refused.
 * @param otherSchemes Whether requests with credentials of another scheme pass without a principal. Something else must
 *     authenticate them.
 * @param preflight Whether CORS preflight requests pass without a token.
 * @param pool The connections of the store.
 * @param authorityPrefix What the authority of a scope begins with, with Spring Security.
 * @param suspendDisabledUsers Whether to refuse the tokens of users that the UserDetailsService reports as disabled, locked or
 *     expired, or does not know, with Spring Security.
 */
@ConfigurationProperties("anchorify.auth")
public record AnchorifyAuthProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("jf_") String prefix,
        @DefaultValue List<String> acceptPrefixes,
        @DefaultValue("anchorify_") String tablePrefix,
        @DefaultValue("create") Schema schema,
        @DefaultValue Cache cache,
        @DefaultValue("60s") Duration lastUsedInterval,
        @DefaultValue("false") boolean recordRemoteAddress,
        @Nullable Duration purgeEndedAfter,
        @DefaultValue Policy policy,
        @DefaultValue List<String> protectedPaths,
        @DefaultValue("api") String realm,
        @DefaultValue List<String> requiredScopes,
        @DefaultValue("required") Mode mode,
        @DefaultValue("false") boolean otherSchemes,
        @DefaultValue("false") boolean preflight,
        @DefaultValue Pool pool,
        @DefaultValue("SCOPE_") String authorityPrefix,
        @DefaultValue("false") boolean suspendDisabledUsers) {

    /** What to do about the tables at startup. */
    public enum Schema {
        /** Create what is missing, after the migrations of the application, and verify the tables. */
        CREATE,
        /** Verify the tables, which something else creates before the service starts. */
        VERIFY,
        /** Neither create nor verify the tables, nor the settings of the database. */
        NONE
    }

    /** Whether a request needs a token. */
    public enum Mode {
        /** A request needs a token. */
        REQUIRED,
        /** A request without a token passes without a principal. */
        OPTIONAL
    }

    /**
     * The cache of tokens.
     *
     * @param size How many tokens are cached, 1 to 100,000,000.
     * @param age How long a token is cached before it is read again, at most a day. Revocations do not depend on it.
     */
    public record Cache(
            @DefaultValue("100000") int size,
            @DefaultValue("60s") Duration age) {}

    /**
     * The limits of all tokens, new and existing. None are set by default.
     *
     * @param defaultLifetime The lifetime of a token that is issued without one.
     * @param maximumLifetime How long a token is accepted at most.
     * @param maximumIdle How long a token may stay unused, at least a minute.
     * @param maximumTokens How many active tokens an owner can have, 1 to 1,000,000.
     * @param revokeChainOnReuse Whether the use of a rotated token after its grace period revokes its successors.
     */
    public record Policy(
            @Nullable Duration defaultLifetime,
            @Nullable Duration maximumLifetime,
            @Nullable Duration maximumIdle,
            @Nullable Integer maximumTokens,
            @DefaultValue("false") boolean revokeChainOnReuse) {

        TokenPolicy toTokenPolicy() {
            TokenPolicy policy = TokenPolicy.none();
            policy = PropertyCheck.apply(
                    "policy.default-lifetime", defaultLifetime, policy, TokenPolicy::defaultLifetime);
            policy = PropertyCheck.apply(
                    "policy.maximum-lifetime", maximumLifetime, policy, TokenPolicy::maximumLifetime);
            policy = PropertyCheck.apply("policy.maximum-idle", maximumIdle, policy, TokenPolicy::maximumIdle);
            policy = PropertyCheck.apply("policy.maximum-tokens", maximumTokens, policy, TokenPolicy::maximumTokens);
            return revokeChainOnReuse ? policy.revokeChainOnReuse() : policy;
        }
    }

    /**
     * The connections of the store.
     *
     * @param connections How many connections the store keeps of those of the data source, at least 2. The pool of the data
     *     source needs at least one more.
     */
    public record Pool(@DefaultValue("4") int connections) {}
}
