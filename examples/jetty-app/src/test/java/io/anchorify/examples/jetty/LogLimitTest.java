package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLimitTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LogLimit limit = new LogLimit(nanos::get);

    @Test
    void warnings_ofOneLogger_areLimitedPerMinute() {
        assertThat(logged(100, "jetty", Level.WARNING)).isEqualTo(10);
        assertThat(logged(100, "jetty", Level.SEVERE)).isZero();
        assertThat(logged(1, "database", Level.WARNING)).isEqualTo(1);
        assertThat(logged(100, "jetty", Level.INFO)).isEqualTo(100);

        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(logged(1, "jetty", Level.WARNING)).isZero();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(logged(100, "jetty", Level.WARNING)).isEqualTo(10);
    }

    @Test
    void lastWarning_beforeTheLimit_saysSo() {
        logged(9, "jetty", Level.WARNING);
        LogRecord last = record("jetty", Level.WARNING, "Bad host");
        assertThat(limit.isLoggable(last)).isTrue();
        assertThat(last.getMessage()).startsWith("Bad host").contains("suppressed");
    }

    @Test
    void warning_withTextOfAClient_isOneShortLine() {
        LogRecord record = record("jetty", Level.WARNING, "Bad Authority: [\u001b[2J\r\n" + "@".repeat(8000) + "]");
        assertThat(limit.isLoggable(record)).isTrue();
        assertThat(record.getMessage()).startsWith("Bad Authority: [?[2J??@@").hasSize(303);
    }

    private int logged(int count, String logger, Level level) {
        int logged = 0;
        for (int i = 0; i < count; i++) {
            logged += limit.isLoggable(record(logger, level, "x")) ? 1 : 0;
        }
        return logged;
    }

    private static LogRecord record(String logger, Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName(logger);
        return record;
    }
}
