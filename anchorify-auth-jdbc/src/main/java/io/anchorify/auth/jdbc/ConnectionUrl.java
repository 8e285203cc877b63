package io.anchorify.auth.jdbc;

import java.util.List;
import java.util.Locale;

/** Adds to a JDBC URL what keeps a store prompt and durable, unless the URL says something about it itself. */
final class ConnectionUrl {

    private static final String ANSWER_LIMIT = "socketTimeout=";
    /**
     * Seconds. A statement that takes too long is cancelled over a second connection, and waits for what comes of that:
     * for ten seconds, unless the driver is told otherwise.
     */
    private static final List<String> POSTGRESQL =
            List.of("connectTimeout=2", "socketTimeout=5", "cancelSignalTimeout=1", "tcpKeepAlive=true");
    /** Milliseconds. */
    private static final List<String> MARIADB =
            List.of("connectTimeout=2000", "socketTimeout=5000", "tcpKeepAlive=true");
    /** Commits are on the disk when they return, and the service closes the database itself when a JVM ends. */
    private static final List<String> H2 = List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE");
    /** Without it a database in memory is gone as soon as the pool has replaced its last connection. */
    private static final List<String> H2_IN_MEMORY = List.of("DB_CLOSE_DELAY=-1");

    private ConnectionUrl() {}

    static String withDefaults(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return withParameters(url, POSTGRESQL);
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return withParameters(url, MARIADB);
        }
        if (url.startsWith("jdbc:h2:mem:")) {
            return withSettings(url, H2_IN_MEMORY);
        }
        return url.startsWith("jdbc:h2:") ? withSettings(url, H2) : url;
    }

    /** Whether the URL itself says how long an answer may take. */
    static boolean limitsAnswers(String url) {
        return has(url, ANSWER_LIMIT);
    }

    private static String withParameters(String url, List<String> defaults) {
        String result = url;
        for (String parameter : defaults) {
            if (!has(url, parameter)) {
                result = result + (result.contains("?") ? "&" : "?") + parameter;
            }
        }
        return result;
    }

    private static String withSettings(String url, List<String> defaults) {
        String result = url;
        for (String setting : defaults) {
            if (!has(url, setting)) {
                result = result + ";" + setting;
            }
        }
        return result;
    }

    private static boolean has(String url, String parameter) {
        String name = parameter.substring(0, parameter.indexOf('=') + 1);
        return url.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }
}
