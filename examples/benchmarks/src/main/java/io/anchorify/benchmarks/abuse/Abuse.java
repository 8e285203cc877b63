package io.anchorify.benchmarks.abuse;

import io.anchorify.benchmarks.support.Logging;
import java.time.Duration;

/** What users of good tokens notice while somebody floods the service with tokens that are none. */
public final class Abuse {

    private Abuse() {}

    /**
     * Prints the tables.
     *
     * @param args {@code --seconds 60} of fakes in all, {@code --rounds 5}, {@code --rate 50000} a second, {@code
     *     --attackers 200} threads, {@code --good-tokens 10000}, {@code --good-rate 2000} a second, {@code --good-threads
     *     2}, {@code --concurrent-lookups 8}, {@code --lookup-wait 500} milliseconds
     */
    public static void main(String[] args) {
        Logging.warningsOnly();
        Settings settings = Settings.of(args);
        System.out.println("# Abuse, Java " + Runtime.version());
        System.out.println();
        System.out.println(settings);
        System.out.println();
        try (Service service = new Service(
                settings.goodTokens(), settings.concurrentLookups(), Duration.ofMillis(settings.lookupWait()))) {
            service.fill();
            Rounds rounds = new Rounds(settings, service);
            rounds.play();
            new Report(settings, service, rounds).print();
        }
    }
}
