package io.anchorify.examples.jetty;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Bounds the length of warnings, and their number for each logger, because clients can cause them: Jetty logs every
 * invalid {@code Host} header. Thread-safe.
 */
final class LogLimit implements Filter {

    private static final int WARNINGS_PER_WINDOW = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_LENGTH = 300;

    private final Ticker ticker;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    LogLimit(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Limits the output of all loggers. */
    static void install() {
        LogLimit limit = new LogLimit(Ticker.systemTicker());
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFilter(limit);
        }
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record.getLevel().intValue() < Level.WARNING.intValue()) {
            return true;
        }
        long now = ticker.read();
        Window window = windows.computeIfAbsent(String.valueOf(record.getLoggerName()), name -> new Window(now));
        int number = window.next(now);
        if (number > WARNINGS_PER_WINDOW) {
            return false;
        }
        String message = oneLine(String.valueOf(record.getMessage()));
        boolean isLast = number == WARNINGS_PER_WINDOW;
        record.setMessage(isLast ? message + " (This logger's warnings are suppressed for up to a minute.)" : message);
        return true;
    }

    private static String oneLine(String message) {
        String start = message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "...";
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    /** Numbers the warnings since its start, and starts again when it is over. */
    private static final class Window {

        private final ReentrantLock lock = new ReentrantLock();
        private long start;
        private int warnings;

        Window(long start) {
            this.start = start;
        }

        int next(long now) {
            lock.lock();
            try {
                if (now - start >= WINDOW.toNanos()) {
                    start = now;
                    warnings = 0;
                }
                return ++warnings;
            } finally {
                lock.unlock();
            }
        }
    }
}
