package io.anchorify.auth.jdbc;

import java.util.List;
import java.util.Locale;

/** Adds defaults to a JDBC URL for what the URL does not set itself. */
final class ConnectionUrl {

    /** The drivers of all networked databases use this name. */
    private static final String SOCKET_TIMEOUT = "socketTimeout=";

    private ConnectionUrl() {}

    static String withDefaults(String url) {
        return Dialect.ofUrl(url).map(dialect -> dialect.withUrlDefaults(url)).orElse(url);
    }

    /** Whether the URL sets how long a response may take. */
    static boolean setsSocketTimeout(String url) {
        return sets(url, SOCKET_TIMEOUT);
    }

    /** Adds query parameters of the form {@code name=value}. */
    static String withParameters(String url, List<String> defaults) {
        String result = url;
        for (String parameter : defaults) {
            if (!sets(url, parameter)) {
                result = result + (result.contains("?") ? "&" : "?") + parameter;
            }
        }
        return result;
    }

    /** Adds settings of the form {@code NAME=value}, separated by semicolons. */
    static String withSettings(String url, List<String> defaults) {
        String result = url;
        for (String setting : defaults) {
            if (!sets(url, setting)) {
                result = result + ";" + setting;
            }
        }
        return result;
    }

    private static boolean sets(String url, String parameter) {
        String name = parameter.substring(0, parameter.indexOf('=') + 1);
        return url.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }
}
