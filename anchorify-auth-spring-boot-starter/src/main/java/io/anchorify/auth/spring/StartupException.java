package io.anchorify.auth.spring;

import io.anchorify.auth.TokenStoreException;
import org.jspecify.annotations.Nullable;

/** The application cannot start. {@link StartupFailureAnalyzer} reports what is wrong and what to do. */
final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String POOL_ADVICE =
            "Raise 'spring.datasource.hikari.maximum-pool-size' (or the maximum of your pool),"
                    + " or lower 'anchorify.auth.pool.connections', which is at least 2.";

    private final @Nullable String action;

    private StartupException(String description, @Nullable String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /** What to do, in sentences, unless the description says it. */
    @Nullable
    String action() {
        return action;
    }

    static StartupException noDataSource() {
        return new StartupException(
                "The tokens need a database, but the application has no data source, or several of which none is primary.",
                "Set 'spring.datasource.url', mark the data source of the tokens with @AnchorifyDataSource, define a bean"
                        + " of type TokenStore, or set 'anchorify.auth.enabled=false'.",
                null);
    }

    static StartupException routing() {
        return new StartupException(
                "The data source chooses a database by the state of the current thread (AbstractRoutingDataSource). The"
                        + " store takes its connections on threads of its own, so they could lead to any database.",
                "Mark the data source that has the tables of the tokens with @AnchorifyDataSource.",
                null);
    }

    static StartupException hiddenLazy() {
        return new StartupException(
                "The data source wraps a LazyConnectionDataSourceProxy, which takes connections only when they are used. The"
                        + " store keeps its connections, so that transactions of the application cannot use them up.",
                "Make the LazyConnectionDataSourceProxy the outermost wrapper, or mark a data source without it with"
                        + " @AnchorifyDataSource.",
                null);
    }

    static StartupException poolTooSmall(int size, int connections) {
        return new StartupException(
                "The pool of the data source has at most " + size + " connections. The store keeps " + connections
                        + " of them, and the application needs at least one.",
                POOL_ADVICE,
                null);
    }

    static StartupException noConnections(TokenStoreException failure) {
        return new StartupException(
                String.valueOf(failure.getMessage()),
                "Check 'spring.datasource.*', and that the database is running. If the pool is too small: "
                        + POOL_ADVICE,
                failure);
    }

    /** The message says what to run, to grant or to set. */
    static StartupException refusedDatabase(TokenStoreException failure) {
        return new StartupException(String.valueOf(failure.getMessage()), null, failure);
    }

    static StartupException nothingProtected() {
        return new StartupException(
                "No path is protected by tokens: 'anchorify.auth.protected-paths' is not set, and the application has neither"
                        + " a BearerTokenFilter nor a SecurityFilterChain of its own.",
                "Set 'anchorify.auth.protected-paths', for instance to '/api/*', or 'anchorify.auth.enabled=false'.",
                null);
    }

    static StartupException reactive() {
        return new StartupException(
                "anchorify-auth-spring-boot-starter protects servlet applications, but this application is reactive (WebFlux)."
                        + " Its requests would not be checked.",
                "Use spring-boot-starter-webmvc, or set 'anchorify.auth.enabled=false'.",
                null);
    }
}
