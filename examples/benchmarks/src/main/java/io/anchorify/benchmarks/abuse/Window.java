package io.anchorify.benchmarks.abuse;

/**
 * What was seen in one stretch of time.
 *
 * @param kind what the attackers did
 * @param begin when it began
 * @param end when it ended
 * @param good what users of good tokens saw meanwhile
 * @param attackers how long each strike took, with those shortly before and after
 */
record Window(Kind kind, Moment begin, Moment end, GoodLoad.Summary good, Latencies.Summary attackers) {

    /** What attackers can do. */
    enum Kind {
        QUIET("quiet"),
        FAKES("well-formed fakes"),
        MALFORMED("malformed tokens"),
        BUSY("processor alone");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    double strikesPerSecond() {
        return perSecond(end.allAnswers() - begin.allAnswers());
    }

    double answersPerSecond(Attack.Answer answer) {
        return perSecond(end.answers(answer) - begin.answers(answer));
    }

    double lookupsPerSecond() {
        return perSecond(end.stats().lookups() - begin.stats().lookups());
    }

    double goodPerSecond() {
        return perSecond(good.due().count());
    }

    long goodLookups() {
        return end.goodLookups() - begin.goodLookups();
    }

    long turnedAway() {
        return end.stats().turnedAwayLookups() - begin.stats().turnedAwayLookups();
    }

    long failedLookups() {
        return end.stats().failedLookups() - begin.stats().failedLookups();
    }

    /** How many requests could not use the cache, because the node had lost touch with the changes of others. */
    long fallbacks() {
        return end.stats().node().fallbacks() - begin.stats().node().fallbacks();
    }

    double jvmCores() {
        return perNano(end.jvmNanos() - begin.jvmNanos());
    }

    double databaseCores() {
        return perNano(end.databaseNanos() - begin.databaseNanos());
    }

    double cores() {
        return jvmCores() + databaseCores();
    }

    private double perSecond(long count) {
        return 1e9 * perNano(count);
    }

    private double perNano(long count) {
        return (double) count / (end.nanoTime() - begin.nanoTime());
    }
}
