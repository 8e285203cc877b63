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
 * A time as a person reads it.
 *
 * @param relative how long ago, as in "2 minutes ago"
 * @param exact the instant in words with all its digits, for who hovers over it
 * @param machine the same by RFC 3339
 */
public record Moment(String relative, String exact, String machine) {

    private static final DateTimeFormatter EXACT = new DateTimeFormatterBuilder()
            .appendPattern("d MMMM uuuu, HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" UTC")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static @Nullable Moment of(@Nullable Instant instant, Instant now) {
        return instant == null ? null : new Moment(relative(instant, now), EXACT.format(instant), instant.toString());
    }

    private static String relative(Instant instant, Instant now) {
        Duration ago = Duration.between(instant, now);
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
