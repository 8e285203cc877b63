package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line why a database cannot be used: with the reason of the driver, but without the URL, the user and the
 * password, which drivers quote. For the same reason the exceptions have no cause.
 */
final class ConnectionFailures {

    private static final int MAX_LENGTH = 300;

    private static final Pattern URL = Pattern.compile("\"jdbc:[^\"]*\"|'jdbc:[^']*'|jdbc:\\S*");

    /** For example {@code user "ada"} or {@code user 'ada'@'localhost'}. */
    private static final Pattern USER = Pattern.compile("(?i)\\b(user|role) (\"[^\"]*\"|'[^']*'(@'[^']*')?)");

    private static final Pattern PASSWORD = Pattern.compile("(?i)\\w*(?:pass|pwd|secret)\\w*=([^&;]+)");

    private final List<String> passwords = new ArrayList<>();

    /** For a host's data source, whose password is not known. */
    ConnectionFailures() {}

    ConnectionFailures(String url, @Nullable String password) {
        if (password != null && !password.isEmpty()) {
            passwords.add(password);
        }
        for (Matcher matcher = PASSWORD.matcher(url); matcher.find(); ) {
            passwords.add(matcher.group(1));
        }
    }

    TokenStoreException cannotConnect(Exception failure) {
        return new TokenStoreException(
                "Cannot connect to the token database: " + reason(failure)
                        + ". Check its URL, user and password, and that it is running",
                null);
    }

    TokenStoreException tooFewConnections(int count, String advice, Exception failure) {
        return new TokenStoreException(
                "The token database did not provide " + count + " connections at the same time: " + reason(failure)
                        + ". " + advice,
                null);
    }

    private String reason(Exception failure) {
        List<Throwable> chain = Stream.iterate((Throwable) failure, e -> e != null, Throwable::getCause)
                .limit(20)
                .toList();
        Throwable root = chain.get(chain.size() - 1);
        Throwable told = chain.stream()
                .filter(SQLException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .orElse(root);
        String reason = String.valueOf(told.getMessage());
        String detail = root.getMessage();
        if (detail != null && !reason.contains(detail)) {
            reason = reason + " (" + root.getClass().getSimpleName() + ": " + detail + ")";
        }
        return passwords.stream().anyMatch(reason::contains) ? withoutReason(told) : inOneLine(reason);
    }

    private static String withoutReason(Throwable failure) {
        String state = failure instanceof SQLException sql && sql.getSQLState() != null
                ? "SQL state " + sql.getSQLState()
                : failure.getClass().getSimpleName();
        return state + ", whose message contains the password and is not shown";
    }

    private static String inOneLine(String reason) {
        String line = USER.matcher(URL.matcher(reason).replaceAll("the URL")).replaceAll("$1");
        String stripped = line.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
        return stripped.length() > MAX_LENGTH ? stripped.substring(0, MAX_LENGTH) + "..." : stripped;
    }
}
