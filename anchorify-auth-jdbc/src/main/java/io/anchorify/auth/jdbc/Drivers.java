package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the JDBC driver of a URL. */
final class Drivers {

    /** Neither PostgreSQL nor MariaDB has it, and their drivers log what they take for a port. */
    private static final Pattern USER_INFO =
            Pattern.compile("jdbc:(postgresql|mariadb):[^/]*//[^/?]*@.*", Pattern.DOTALL);

    private static final Pattern SCHEME = Pattern.compile("(jdbc:[A-Za-z0-9]+):.*", Pattern.DOTALL);

    private Drivers() {}

    /** Only the scheme of the URL is safe to mention: the rest may contain a password. */
    static Driver find(String url) {
        if (USER_INFO.matcher(url).matches()) {
            throw new TokenStoreException(
                    "The URL of the token database contains a user before its host. Pass user and password separately,"
                            + " or as parameters of the URL",
                    null);
        }
        Matcher matcher = SCHEME.matcher(url);
        String scheme = matcher.matches() ? "'" + matcher.group(1) + ":'" : "this URL";
        return registered(url)
                .or(() -> Dialect.ofUrl(url).flatMap(dialect -> load(dialect.driver())))
                .map(driver -> requireAccepts(driver, url, scheme))
                .orElseThrow(() -> new TokenStoreException(
                        "There is no JDBC driver for " + scheme
                                + " on the class path. Add the driver of a supported database:"
                                + " H2 (jdbc:h2:), PostgreSQL (jdbc:postgresql:) or MariaDB (jdbc:mariadb:)",
                        null));
    }

    private static Optional<Driver> registered(String url) {
        try {
            return Optional.of(DriverManager.getDriver(url));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /**
     * Drivers register themselves only once in a process. A driver inside a web application is missed if the container has
     * used {@link DriverManager} before, as Tomcat does.
     */
    private static Optional<Driver> load(String className) {
        return Stream.of(Thread.currentThread().getContextClassLoader(), Drivers.class.getClassLoader())
                .filter(Objects::nonNull)
                .map(loader -> load(className, loader))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static @Nullable Driver load(String className, ClassLoader loader) {
        try {
            return (Driver) loader.loadClass(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            return null;
        }
    }

    private static Driver requireAccepts(Driver driver, String url, String scheme) {
        try {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        } catch (SQLException e) {
            // It does not accept the URL.
        }
        throw new TokenStoreException(
                "The JDBC driver for " + scheme
                        + " does not accept the URL of the token database. Check the URL's host, port and database",
                null);
    }
}
