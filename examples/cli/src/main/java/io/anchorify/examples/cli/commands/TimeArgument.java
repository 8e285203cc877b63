package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time in an option: a date in UTC, a time, or a duration before or after now. */
final class TimeArgument {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([mhdw])");

    private TimeArgument() {}

    /** A duration counts back from now. */
    static Instant past(String text, String option, Instant now) {
        return parse(text, option, now, -1);
    }

    /** A duration counts from now on. */
    static Instant future(String text, String option, Instant now) {
        return parse(text, option, now, 1);
    }

    private static Instant parse(String text, String option, Instant now, int sign) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            Matcher shortForm = SHORT.matcher(text);
            if (shortForm.matches()) {
                return now.plus(unit(shortForm.group(2)).multipliedBy(sign * Long.parseLong(shortForm.group(1))));
            }
            return text.startsWith("P") ? now.plus(Duration.parse(text).multipliedBy(sign)) : Instant.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "Invalid value for " + option + ". Use a date such as 2026-01-31, a time such as"
                            + " 2026-01-31T09:30:00Z, or a duration such as 90d or 12h.");
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }
}
