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
 * @param relative for example "2 minutes ago", "in 3 hours", or a date that is a month or more away
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

    static @Nullable DisplayTime of(@Nullable Instant instant, Instant now) {
        return instant == null
                ? null
                : new DisplayTime(relative(instant, now), EXACT.format(instant), instant.toString());
    }

    private static String relative(Instant instant, Instant now) {
        Duration distance = Duration.between(instant, now).abs();
        if (distance.toSeconds() < 10) {
            return "just now";
        }
        if (distance.toDays() >= 30) {
            return DAY.format(instant);
        }
        return instant.isBefore(now) ? words(distance) + " ago" : "in " + words(distance);
    }

    private static String words(Duration distance) {
        if (distance.toMinutes() < 1) {
            return counted(distance.toSeconds(), "second");
        }
        if (distance.toHours() < 1) {
            return counted(distance.toMinutes(), "minute");
        }
        return distance.toDays() < 1 ? counted(distance.toHours(), "hour") : counted(distance.toDays(), "day");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
