package io.anchorify.examples.jetty.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT-9.999S,just now",
        "PT-10S,in 10 seconds",
        "PT-1M,in 1 minute",
        "-PT23H59M,in 23 hours",
        "P-1D,in 1 day",
        "P-30D,24 Dec 2026",
        "P-2912000D,7 Sep 9999",
        "PT0S,just now",
        "PT9.999S,just now",
        "PT10S,10 seconds ago",
        "PT59S,59 seconds ago",
        "PT1M,1 minute ago",
        "PT2M59S,2 minutes ago",
        "PT1H,1 hour ago",
        "PT23H59M,23 hours ago",
        "P1D,1 day ago",
        "P29D,29 days ago",
        "P30D,25 Oct 2026",
        "P700D,24 Dec 2024"
    })
    void displayTime_ofAnyAge_isRelativeOrADate(Duration ago, String text) {
        DisplayTime time = DisplayTime.of(NOW.minus(ago), NOW);

        assertThat(time).isNotNull().extracting(DisplayTime::relative).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"05,05", "05.678,05.678", "05.678901,05.678901"})
    void displayTime_exact_keepsAllDigits(String seconds, String shown) {
        Instant instant = Instant.parse("2026-01-02T03:04:" + seconds + "Z");
        assertThat(DisplayTime.of(instant, NOW))
                .isEqualTo(new DisplayTime(
                        "2 Jan 2026", "2 January 2026, 03:04:" + shown + " UTC", "2026-01-02T03:04:" + shown + "Z"));
    }

    @Test
    void displayTime_ofNull_isNull() {
        assertThat(DisplayTime.of(null, NOW)).isNull();
    }
}
