package io.anchorify.examples.jetty.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time for display.
 *
 * @param relative for example "2 minutes ago"
 * @param exact the full time for the tooltip
 * @param machine the time in RFC 3339 format
 */
public record DisplayTime(String relative, String exact, String machine) {

    private static final DateTimeFormatter EXACT = new DateTimeFormatterBuilder()
            .appendPattern("d MMMM uuuu, HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" UTC")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** How far ahead the clock of another node may be. A later time was written by a clock that was wrong. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    static @Nullable DisplayTime of(@Nullable Instant instant, Instant now) {
        return instant == null
                ? null
                : new DisplayTime(relative(instant, now), EXACT.format(instant), instant.toString());
    }

    private static String relative(Instant instant, Instant now) {
        Duration ago = Duration.between(instant, now);
        if (ago.plus(CLOCK_TOLERANCE).isNegative()) {
            return DAY.format(instant);
        }
        if (ago.toSeconds() < 10) {
            return "just now";
        }
        if (ago.toMinutes() < 1) {
            return ago.toSeconds() + " seconds ago";
        }
        if (ago.toHours() < 1) {
            return counted(ago.toMinutes(), "minute");
        }
        if (ago.toDays() < 1) {
            return counted(ago.toHours(), "hour");
        }
        return ago.toDays() < 30 ? counted(ago.toDays(), "day") : DAY.format(instant);
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }
}
