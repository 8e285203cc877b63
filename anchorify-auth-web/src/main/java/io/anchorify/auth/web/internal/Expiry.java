package io.anchorify.auth.web.internal;

import io.anchorify.auth.web.internal.NewToken.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The expiry that a user chose.
 *
 * @param lifetime how long the token is accepted; nothing leaves it to the policy
 * @param problem why the choice was rejected
 */
record Expiry(Optional<Duration> lifetime, Optional<Problem> problem) {

    private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}");

    static Expiry of(String text, ExpiryChoices choices, Instant now) {
        String chosen = text.isBlank() ? choices.byDefault() : text.strip();
        if (chosen.isEmpty()) {
            return choices.policy() ? accepted(Optional.empty()) : rejected("expires-missing");
        }
        if (chosen.equals("never")) {
            return choices.never() ? accepted(Optional.empty()) : rejected("expires-never");
        }
        if (chosen.equals("date")) {
            return rejected("expires-missing");
        }
        return DAYS.matcher(chosen).matches()
                ? inDays(Long.parseLong(chosen), choices)
                : atTheEndOf(chosen, choices, now);
    }

    private static Expiry inDays(long days, ExpiryChoices choices) {
        Duration longest = choices.longest();
        if (longest != null && Duration.ofDays(days).compareTo(longest) > 0) {
            return rejected("expires-long", longest.toDays());
        }
        boolean isAllowed = choices.days().contains(days) || (choices.date() && days >= 1 && days <= 36_500);
        return isAllowed ? accepted(Optional.of(Duration.ofDays(days))) : rejected("expires-offer");
    }

    private static Expiry atTheEndOf(String text, ExpiryChoices choices, Instant now) {
        LocalDate day;
        try {
            day = LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return rejected("expires-format");
        }
        if (!choices.date()) {
            return rejected("expires-offer");
        }
        if (day.isBefore(choices.earliest()) || day.isAfter(choices.latest())) {
            return rejected(
                    "expires-range",
                    choices.earliest().toString(),
                    choices.latest().toString());
        }
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return accepted(Optional.of(Duration.between(now, end)));
    }

    private static Expiry accepted(Optional<Duration> lifetime) {
        return new Expiry(lifetime, Optional.empty());
    }

    private static Expiry rejected(String key, Object... arguments) {
        return new Expiry(Optional.empty(), Optional.of(Problem.of(key, arguments)));
    }
}
