package io.anchorify.benchmarks.abuse;

import io.anchorify.benchmarks.abuse.Window.Kind;
import io.anchorify.benchmarks.support.NumberedTokens;
import io.anchorify.benchmarks.support.Pause;
import io.anchorify.benchmarks.support.SettledHeap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Plays quiet and attacks in turns, so that whatever else the machine does falls on all of them. */
final class Rounds {

    private static final double WARM_UP_SECONDS = 2;
    private static final long SETTLING_NANOS = 500_000_000;

    private final Settings settings;
    private final Service service;
    private final Processors processors;
    private final GoodLoad load;
    private final Attack fakes;
    private final Attack malformed;
    private final double nanosPerStep = BusyAttack.nanosPerStep();
    /** No fake comes twice, for the second time it would be known as one. */
    private final AtomicLong numbers = new AtomicLong();

    private final List<Map<Kind, Window>> rounds = new ArrayList<>();
    private final List<Long> heap = new ArrayList<>();

    Rounds(Settings settings, Service service) {
        this.settings = settings;
        this.service = service;
        this.processors = new Processors(service.server());
        this.load = new GoodLoad(service.tokens(), service.good(), settings.goodThreads(), settings.goodRate());
        NumberedTokens series = NumberedTokens.series("fake");
        this.fakes = new TokenAttack(service.tokens(), series::wellFormed);
        this.malformed = new TokenAttack(service.tokens(), series::malformed);
    }

    /** Plays all rounds, behind one that does not count. */
    void play() {
        double shortest = Math.min(WARM_UP_SECONDS, settings.secondsOf(Kind.FAKES));
        Map<Kind, Window> unused = round(shortest, shortest);
        heap.add(SettledHeap.used());
        for (int i = 0; i < settings.rounds(); i++) {
            rounds.add(round(settings.secondsOf(Kind.FAKES), settings.secondsOf(Kind.QUIET)));
            heap.add(SettledHeap.used());
        }
    }

    List<Map<Kind, Window>> windows() {
        return rounds;
    }

    /** The heap in use after full collections, before the first round and behind each. */
    List<Long> heap() {
        return heap;
    }

    private Map<Kind, Window> round(double attackSeconds, double controlSeconds) {
        Map<Kind, Window> round = new EnumMap<>(Kind.class);
        Window quiet = window(Kind.QUIET, flood(fakes, 0, settings.rate()), controlSeconds);
        Window attacked = window(Kind.FAKES, flood(fakes, settings.attackers(), settings.rate()), attackSeconds);
        round.put(Kind.QUIET, quiet);
        round.put(Kind.FAKES, attacked);
        round.put(
                Kind.MALFORMED,
                window(Kind.MALFORMED, flood(malformed, settings.attackers(), settings.rate()), controlSeconds));
        round.put(Kind.BUSY, window(Kind.BUSY, busyLike(quiet, attacked), controlSeconds));
        return round;
    }

    /**
     * As much of the processors as the fakes cost in all, the database's share too, in as many strikes. On as many threads
     * as lookups can be under way: that many take the processor while fakes come, and the others wait.
     */
    private Flood busyLike(Window quiet, Window attacked) {
        double strikes = Math.max(1, attacked.strikesPerSecond());
        double cores = Math.max(0, attacked.cores() - quiet.cores());
        Attack busy = BusyAttack.taking(cores * 1e9 / strikes, nanosPerStep);
        return flood(busy, settings.concurrentLookups(), (int) strikes);
    }

    private Flood flood(Attack attack, int threads, int rate) {
        return new Flood(attack, threads, rate, numbers);
    }

    private Window window(Kind kind, Flood flood, double seconds) {
        flood.start();
        Pause.until(System.nanoTime() + SETTLING_NANOS);
        Moment begin = Moment.now(service, processors, flood);
        GoodLoad.Summary good = load.run(seconds);
        Moment end = Moment.now(service, processors, flood);
        return new Window(kind, begin, end, good, flood.stop());
    }
}
