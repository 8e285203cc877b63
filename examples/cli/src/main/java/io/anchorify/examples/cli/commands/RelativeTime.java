package io.anchorify.examples.cli.commands;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times of a response for people, such as "2 minutes ago" or "in 3 days". */
final class RelativeTime {

    private static final Duration JUST_NOW = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private RelativeTime() {}

    /** A time of a response relative to now; a text that is no time stays as it is. */
    static String of(@Nullable String time, Instant now, String withoutTime) {
        if (time == null) {
            return withoutTime;
        }
        try {
            return of(Instant.parse(time), now);
        } catch (DateTimeException e) {
            return ResponseFields.shown(time, withoutTime);
        }
    }

    private static String of(Instant time, Instant now) {
        Duration distance = Duration.between(time, now).abs();
        if (distance.compareTo(JUST_NOW) < 0) {
            return time.isAfter(now) ? "in a moment" : "just now";
        }
        return time.isAfter(now) ? "in " + words(distance) : words(distance) + " ago";
    }

    private static String words(Duration distance) {
        if (distance.compareTo(MINUTE) < 0) {
            return counted(distance.toSeconds(), "second");
        }
        if (distance.compareTo(HOUR) < 0) {
            return counted(distance.dividedBy(MINUTE), "minute");
        }
        if (distance.compareTo(DAY) < 0) {
            return counted(distance.dividedBy(HOUR), "hour");
        }
        if (distance.compareTo(MONTH.multipliedBy(2)) < 0) {
            return counted(distance.dividedBy(DAY), "day");
        }
        return distance.compareTo(YEAR.multipliedBy(2)) < 0
                ? counted(distance.dividedBy(MONTH), "month")
                : counted(distance.dividedBy(YEAR), "year");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
