package io.anchorify.auth.web.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-28T18:00:00Z");
    private static final Languages LANGUAGES = new Languages(Map.of());

    @ParameterizedTest
    @CsvSource({
        "PT0S, just now, gerade eben",
        "PT-9S, just now, gerade eben",
        "PT-59S, 59 seconds ago, vor 59 Sekunden",
        "PT-60S, 1 minute ago, vor 1 Minute",
        "PT-47H, 1 day ago, vor 1 Tag",
        "P-2D, 2 days ago, vor 2 Tagen",
        "P7D, in 7 days, in 7 Tagen",
        "PT167H59M40S, in 7 days, in 7 Tagen",
        "PT1H, in 1 hour, in 1 Stunde",
        "'P30D', 'Dec 28, 2026', '28.12.2026'"
    })
    void relativeTime_isCountedInTheLargestUnit(Duration distance, String english, String german) {
        assertThat(relative(distance, Locale.ENGLISH)).isEqualTo(english);
        assertThat(relative(distance, Locale.GERMAN)).isEqualTo(german);
    }

    @Test
    void exactTime_namesTheZone() {
        DisplayTime time = DisplayTime.at(NOW, NOW, LANGUAGES.of(List.of(Locale.GERMAN)));

        assertThat(time.exact()).startsWith("28. November 2026").endsWith("18:00:00 UTC");
        assertThat(time.machine()).isEqualTo("2026-11-28T18:00:00Z");
        assertThat(DisplayTime.of(null, NOW, LANGUAGES.of(List.of()))).isNull();
    }

    private static String relative(Duration distance, Locale locale) {
        return DisplayTime.at(NOW.plus(distance), NOW, LANGUAGES.of(List.of(locale)))
                .relative();
    }
}
