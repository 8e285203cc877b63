package io.anchorify.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.benchmarks.support.Fork;
import io.anchorify.benchmarks.support.Logging;
import java.lang.management.ManagementFactory;

/** Answers one request in this JVM, and says how old the JVM was then. */
final class StartUpProbe {

    static final TokenSeries SERIES = TokenSeries.justUsed(7);

    static final String SERVICE = "service";
    static final String SELECT = "select";

    static final String BUILT = "built";
    static final String ANSWERED = "answered";
    static final String CACHING = "caching";

    private StartUpProbe() {}

    /**
     * Prints the figures.
     *
     * @param args with what, the engine, and the address, user and password of the database
     */
    public static void main(String[] args) {
        Logging.warningsOnly();
        if (args[0].equals(SERVICE)) {
            startService(args[2], args[3], args[4]);
        } else {
            startSelect(Engine.valueOf(args[1]), args[2], args[3], args[4]);
        }
    }

    private static void startService(String url, String user, String password) {
        try (TokenService service = TokenService.builder(JdbcTokenStore.connect(url, user, password))
                .build()) {
            Fork.report(BUILT, age());
            Nodes.accepted(service, SERIES.secret(0));
            Fork.report(ANSWERED, age());
            Nodes.joined(service);
            Fork.report(CACHING, age());
        }
    }

    private static void startSelect(Engine engine, String url, String user, String password) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setUsername(user);
            pool.setPassword(password);
            SelectByHash select = SelectByHash.on(pool, "anchorify_tokens", engine);
            if (!select.find(SERIES.hash(0).bytes())) {
                throw new IllegalStateException("The token is not there");
            }
            Fork.report(ANSWERED, age());
        }
    }

    /** Of this JVM, in milliseconds. */
    private static long age() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }
}
