package io.anchorify.examples.jetty;

import io.anchorify.auth.AdminToken;
import io.anchorify.examples.jetty.web.Contact;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the application, from environment variables. An empty variable counts as unset.
 *
 * @param port {@code ANCHORIFY_PORT}: 0 to 65535, 0 for any free port; default 8080
 * @param jdbcUrl {@code ANCHORIFY_JDBC_URL}: H2, PostgreSQL or MariaDB; default: an H2 file in the working directory
 * @param jdbcUser {@code ANCHORIFY_JDBC_USER}
 * @param jdbcPassword {@code ANCHORIFY_JDBC_PASSWORD}, not trimmed, or the content of {@code
 *     ANCHORIFY_JDBC_PASSWORD_FILE}
 * @param publicUrl {@code ANCHORIFY_PUBLIC_URL}: the URL shown in the login command; default: the local address
 * @param users {@code ANCHORIFY_USERS}: a properties file with names and passwords; default: two demo users
 * @param hasDemoUsers whether the demo users are used
 * @param administrators {@code ANCHORIFY_ADMINISTRATORS}: names of users who manage the tokens of all users, separated by commas;
 *     default nobody
 * @param isBehindProxy {@code ANCHORIFY_BEHIND_PROXY}: whether a proxy appends the address of the client to {@code
 *     X-Forwarded-For}; default false
 * @param rotationGrace {@code ANCHORIFY_TOKEN_ROTATION}: how long a token that has rotated itself stays valid, 0 to 365 days, or
 *     {@code off}, the default, if tokens must not do so
 * @param contact {@code ANCHORIFY_CONTACT}: whom users ask to erase their tokens; optional
 * @param adminToken {@code REPO_SHARE_TOKEN}, or the content of {@code REPO_SHARE_TOKEN_FILE}: the bearer token of the
 *     operator; optional
 */
record Settings(
        int port,
        String jdbcUrl,
        @Nullable String jdbcUser,
        @Nullable String jdbcPassword,
        @Nullable URI publicUrl,
        Map<String, String> users,
        boolean hasDemoUsers,
        Set<String> administrators,
        boolean isBehindProxy,
        @Nullable Duration rotationGrace,
        @Nullable Contact contact,
        @Nullable AdminToken adminToken) {

    private static final Duration LONGEST_GRACE = Duration.ofDays(365);
    private static final String DEFAULT_PORT = "8080";
    private static final String DEFAULT_JDBC_URL = "jdbc:h2:./anchorify-data/anchorify";

    static Settings of(Map<String, String> environment) {
        String file = get(environment, "ANCHORIFY_USERS");
        Map<String, String> users = users(file);
        return new Settings(
                port(get(environment, "ANCHORIFY_PORT")),
                Objects.requireNonNullElse(get(environment, "ANCHORIFY_JDBC_URL"), DEFAULT_JDBC_URL),
                get(environment, "ANCHORIFY_JDBC_USER"),
                secret(environment, "ANCHORIFY_JDBC_PASSWORD"),
                publicUrl(get(environment, "ANCHORIFY_PUBLIC_URL")),
                users,
                file == null,
                administrators(get(environment, "ANCHORIFY_ADMINISTRATORS"), users.keySet()),
                isBehindProxy(get(environment, "ANCHORIFY_BEHIND_PROXY")),
                rotationGrace(get(environment, "ANCHORIFY_TOKEN_ROTATION")),
                contact(get(environment, "ANCHORIFY_CONTACT")),
                adminToken(secret(environment, "REPO_SHARE_TOKEN")));
    }

    /** Whether to listen on all interfaces: only with a public URL, and never with the public demo passwords. */
    boolean isOpenToTheNetwork() {
        return publicUrl != null && !hasDemoUsers;
    }

    /** Omits secrets. */
    @Override
    public String toString() {
        return "Settings[port=" + port + ", publicUrl=" + publicUrl + ", users=" + users.keySet() + "]";
    }

    private static @Nullable String get(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * The value of a variable, or the content of the file in the variable with {@code _FILE} appended. Not trimmed, because
     * a password may start or end with white space.
     */
    private static @Nullable String secret(Map<String, String> environment, String name) {
        String value = environment.get(name);
        String file = get(environment, name + "_FILE");
        boolean isSet = value != null && !value.isEmpty();
        if (isSet && file != null) {
            throw new SettingsException("Set " + name + " or " + name + "_FILE, not both");
        }
        if (file != null) {
            return SecretFile.read(name + "_FILE", file);
        }
        return isSet ? value : null;
    }

    private static int port(@Nullable String value) {
        String text = Objects.requireNonNullElse(value, DEFAULT_PORT);
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new SettingsException("ANCHORIFY_PORT must be a number from 0 to 65535, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static @Nullable URI publicUrl(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (!value.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?")) {
            throw new SettingsException(
                    "ANCHORIFY_PUBLIC_URL must be http(s)://HOST[:PORT], for example https://tokens.example.org");
        }
        return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
    }

    private static boolean isBehindProxy(@Nullable String value) {
        return switch (Objects.requireNonNullElse(value, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingsException("ANCHORIFY_BEHIND_PROXY must be true or false, not '" + value + "'");
        };
    }

    private static @Nullable Duration rotationGrace(@Nullable String value) {
        if (value == null || value.equals("off")) {
            return null;
        }
        try {
            Duration grace = Duration.parse(value);
            if (!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0) {
                return grace;
            }
        } catch (DateTimeParseException e) {
            // It is no duration.
        }
        throw new SettingsException(
                "ANCHORIFY_TOKEN_ROTATION must be 'off' or a duration of up to 365 days, for example PT1H or P7D, not '"
                        + value + "'");
    }

    private static @Nullable Contact contact(@Nullable String value) {
        try {
            return value == null ? null : new Contact(value);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("ANCHORIFY_CONTACT must be an e-mail address or an http(s) URL, for example"
                    + " privacy@example.org, not '" + value + "'");
        }
    }

    private static @Nullable AdminToken adminToken(@Nullable String value) {
        try {
            return value == null || value.isBlank() ? null : AdminToken.of(value.strip());
        } catch (IllegalArgumentException e) {
            throw new SettingsException("REPO_SHARE_TOKEN is invalid: " + e.getMessage());
        }
    }

    private static Set<String> administrators(@Nullable String value, Set<String> users) {
        Set<String> names = new TreeSet<>();
        Pattern.compile(",")
                .splitAsStream(Objects.requireNonNullElse(value, ""))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        for (String name : names) {
            if (!users.contains(name)) {
                throw new SettingsException(
                        "ANCHORIFY_ADMINISTRATORS must name users who exist. There is no user '" + name + "'");
            }
        }
        return Set.copyOf(names);
    }

    private static Map<String, String> users(@Nullable String file) {
        Map<String, String> users = new TreeMap<>();
        load(file).forEach((name, password) -> users.put((String) name, (String) password));
        if (users.isEmpty() || users.containsValue("")) {
            throw new SettingsException("The file in ANCHORIFY_USERS must have a line 'name=password' for each user");
        }
        return Map.copyOf(users);
    }

    private static Properties load(@Nullable String file) {
        Properties properties = new Properties();
        try (Reader reader = file == null ? demoUsers() : Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Cannot read '" + file + "'. Set ANCHORIFY_USERS to a readable properties file");
        }
        return properties;
    }

    private static Reader demoUsers() {
        return new InputStreamReader(
                Objects.requireNonNull(Settings.class.getResourceAsStream("/demo-users.properties")),
                StandardCharsets.UTF_8);
    }
}
