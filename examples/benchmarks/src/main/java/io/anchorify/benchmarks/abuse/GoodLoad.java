package io.anchorify.benchmarks.abuse;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenService;
import io.anchorify.benchmarks.support.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Users of good tokens, at a steady rate. A request is due at a moment that does not depend on when the ones before it
 * were answered, and its latency counts from there: what was held up is not left out.
 */
final class GoodLoad {

    private final TokenService tokens;
    private final String[] good;
    private final int threads;
    private final int rate;

    GoodLoad(TokenService tokens, String[] good, int threads, int rate) {
        this.tokens = tokens;
        this.good = good;
        this.threads = threads;
        this.rate = rate;
    }

    /** Runs for a time, and answers when the last request that was due is answered. */
    Summary run(double seconds) {
        List<Worker> workers = new ArrayList<>();
        long begin = System.nanoTime();
        long interval = TimeUnit.SECONDS.toNanos(1) * threads / rate;
        for (int i = 0; i < threads; i++) {
            Worker worker = new Worker(i, begin + interval * i / threads, interval, (long) (seconds * 1e9));
            workers.add(worker);
            worker.start();
        }
        Result result = new Result();
        for (Worker worker : workers) {
            Threads.join(worker);
            result.add(worker.result);
        }
        return result.summary();
    }

    /** One of the users' threads. */
    private final class Worker extends Thread {

        private final SplittableRandom random;
        private final long begin;
        private final long interval;
        private final long length;
        private final Result result = new Result();

        Worker(int number, long begin, long interval, long length) {
            super("good-" + number);
            setDaemon(true);
            this.random = new SplittableRandom(number);
            this.begin = begin;
            this.interval = interval;
            this.length = length;
        }

        @Override
        public void run() {
            for (long due = 0; due < length; due += interval) {
                Pause.until(begin + due);
                request(begin + due);
            }
        }

        private void request(long due) {
            String token = good[random.nextInt(good.length)];
            long start = System.nanoTime();
            boolean accepted = accepts(token);
            long end = System.nanoTime();
            result.fromDue.add(end - due);
            result.fromStart.add(end - start);
            result.refused += accepted ? 0 : 1;
        }

        private boolean accepts(String token) {
            try {
                return tokens.authenticate(token) instanceof Authenticated;
            } catch (RuntimeException e) {
                return false;
            }
        }
    }

    /** What is counted while it runs. */
    private static final class Result {

        private final Latencies fromDue = new Latencies();
        private final Latencies fromStart = new Latencies();
        private long refused;

        private void add(Result other) {
            fromDue.addAll(other.fromDue);
            fromStart.addAll(other.fromStart);
            refused += other.refused;
        }

        private Summary summary() {
            return new Summary(fromDue.summary(), fromStart.summary(), refused);
        }
    }

    /**
     * What users saw.
     *
     * @param due latencies from when a request was due: with the wait for the processor
     * @param begun latencies from when its thread began with it: the library's own share
     * @param refused how many good tokens were not accepted
     */
    record Summary(Latencies.Summary due, Latencies.Summary begun, long refused) {}
}
