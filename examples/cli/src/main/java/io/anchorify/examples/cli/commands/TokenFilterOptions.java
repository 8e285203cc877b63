package io.anchorify.examples.cli.commands;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select tokens of all owners. A token must match all of those given. */
final class TokenFilterOptions {

    @Option(names = "--owner", paramLabel = "OWNER", description = "Tokens of this owner.")
    private @Nullable String owner;

    @Option(names = "--label-contains", paramLabel = "TEXT", description = "Tokens whose label contains this text.")
    private @Nullable String labelContains;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "Tokens with this scope.")
    private @Nullable String scope;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "active (default), ended, revoked, expired, superseded or all.")
    private @Nullable State state;

    @Option(
            names = "--unused-since",
            paramLabel = "TIME",
            description = "Tokens that were not used since this date or for this long, such as 90d.")
    private @Nullable String unusedSince;

    @Option(
            names = "--expiring-before",
            paramLabel = "TIME",
            description = "Tokens that expire before this date or within this time, such as 7d.")
    private @Nullable String expiringBefore;

    @Option(names = "--never-expiring", description = "Tokens without an expiry.")
    private boolean isNeverExpiring;

    /** The states of a filter. */
    enum State {
        ACTIVE,
        ENDED,
        REVOKED,
        EXPIRED,
        SUPERSEDED,
        ALL;

        /** As users type it, and as the server names it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The given options by the names that the server uses. */
    Map<String, Object> given(Instant now) {
        Map<String, @Nullable Object> filters = new LinkedHashMap<>();
        filters.put("owner", owner);
        filters.put("labelContains", labelContains);
        filters.put("scope", scope);
        filters.put("state", state == null ? null : state.toString());
        filters.put("unusedSince", unusedSince == null ? null : past(unusedSince, now));
        filters.put("expiringBefore", expiringBefore == null ? null : future(expiringBefore, now));
        filters.put("neverExpiring", isNeverExpiring ? true : null);
        Map<String, Object> given = new LinkedHashMap<>();
        filters.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }

    /** A path with the given options as its query. */
    String path(String path, Instant now) {
        Map<String, Object> given = given(now);
        return given.isEmpty()
                ? path
                : path + "?"
                        + given.entrySet().stream()
                                .map(entry -> ServerList.parameter(
                                        entry.getKey(), entry.getValue().toString()))
                                .collect(Collectors.joining("&"));
    }

    private static String past(String text, Instant now) {
        return TimeArgument.past(text, "--unused-since", now).toString();
    }

    private static String future(String text, Instant now) {
        return TimeArgument.future(text, "--expiring-before", now).toString();
    }
}
