package io.anchorify.benchmarks.abuse;

import io.anchorify.benchmarks.support.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Attackers at a steady rate, as far as it can be reached: each thread takes what is due in a millisecond, strikes, and
 * takes the next. When all of them wait for answers, the rate falls behind.
 */
final class Flood {

    private static final int BATCHES_PER_SECOND = 1000;

    private final Attack attack;
    private final int rate;
    private final int batch;
    private final AtomicLong numbers;
    private final long firstNumber;
    private final Tally tally = new Tally();
    private final List<Worker> workers = new ArrayList<>();
    private long begin;
    private volatile boolean ended;

    /** An attack that draws its numbers from a source that others may have drawn from before. */
    Flood(Attack attack, int threads, int rate, AtomicLong numbers) {
        this.attack = attack;
        this.rate = rate;
        this.batch = Math.max(1, rate / BATCHES_PER_SECOND);
        this.numbers = numbers;
        this.firstNumber = numbers.get();
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i));
        }
    }

    void start() {
        begin = System.nanoTime();
        workers.forEach(Thread::start);
    }

    /** What came of it up to now, for a comparison with later. */
    Map<Attack.Answer, Long> answers() {
        return tally.counts();
    }

    /** Ends it, waits for the last answers, and says how long each took. */
    Latencies.Summary stop() {
        ended = true;
        Latencies all = new Latencies();
        for (Worker worker : workers) {
            Threads.join(worker);
            worker.rethrow();
            all.addAll(worker.latencies);
        }
        return all.summary();
    }

    /** One of the attackers' threads. */
    private final class Worker extends Thread {

        private final Latencies latencies = new Latencies();
        private volatile @Nullable RuntimeException failure;

        Worker(int number) {
            super("attacker-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!ended) {
                    strikeBatch(numbers.getAndAdd(batch));
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        void rethrow() {
            if (failure != null) {
                throw new IllegalStateException("An attacker failed", failure);
            }
        }

        private void strikeBatch(long first) {
            Pause.until(begin + (first - firstNumber) * TimeUnit.SECONDS.toNanos(1) / rate);
            for (int i = 0; i < batch && !ended; i++) {
                long start = System.nanoTime();
                Attack.Answer answer = attack.strike(first + i);
                latencies.add(System.nanoTime() - start);
                tally.add(answer);
            }
        }
    }
}
