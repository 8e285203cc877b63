package io.anchorify.auth.web.internal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.jspecify.annotations.Nullable;

/**
 * A time for display.
 *
 * @param relative for example "2 minutes ago", "in 3 hours", or a date that is a month or more away
 * @param exact the full time for the tooltip
 * @param machine the time in RFC 3339 format
 */
public record DisplayTime(String relative, String exact, String machine) {

    /** A token that was just created for 7 days expires in 7 days, not in 6. */
    private static final Duration JUST_SHORT = Duration.ofSeconds(30);

    /** The time as seen now, or {@code null} for no time. */
    public static @Nullable DisplayTime of(@Nullable Instant instant, Instant now, Texts texts) {
        return instant == null ? null : at(instant, now, texts);
    }

    /** The time as seen now. */
    public static DisplayTime at(Instant instant, Instant now, Texts texts) {
        String exact = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                        .withLocale(texts.locale())
                        .withZone(ZoneOffset.UTC)
                        .format(instant)
                + " UTC";
        return new DisplayTime(relative(instant, now, texts), exact, instant.toString());
    }

    /** The day of a time, in UTC. */
    public static String day(Instant instant, Texts texts) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(texts.locale())
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    private static String relative(Instant instant, Instant now, Texts texts) {
        Duration distance = Duration.between(instant, now).abs();
        if (distance.toSeconds() < 10) {
            return texts.get("time.now");
        }
        if (distance.toDays() >= 30) {
            return day(instant, texts);
        }
        return instant.isBefore(now)
                ? counted(distance, "time.ago.", texts)
                : counted(distance.plus(JUST_SHORT), "time.in.", texts);
    }

    private static String counted(Duration distance, String key, Texts texts) {
        if (distance.toMinutes() < 1) {
            return texts.get(key + "seconds", distance.toSeconds());
        }
        if (distance.toHours() < 1) {
            return texts.get(key + "minutes", distance.toMinutes());
        }
        return distance.toDays() < 1
                ? texts.get(key + "hours", distance.toHours())
                : texts.get(key + "days", distance.toDays());
    }
}
