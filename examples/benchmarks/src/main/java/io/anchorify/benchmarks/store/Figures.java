package io.anchorify.benchmarks.store;

import java.util.Locale;

/** Figures as they stand in tables. Times are handed over in nanoseconds. */
final class Figures {

    private Figures() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    static String micros(double nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / 1e3);
    }

    static String millis(double nanos) {
        return String.format(Locale.ROOT, "%,.2f", nanos / 1e6);
    }

    static String seconds(double nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / 1e9);
    }
}
