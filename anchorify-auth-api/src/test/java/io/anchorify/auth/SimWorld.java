package io.anchorify.auth;

import io.anchorify.auth.spi.FeedPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run: some processes with a service each, one database, requests, revocations and trouble. */
final class SimWorld {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    /** How long there is trouble. */
    private static final long TROUBLED = 12 * SECOND;
    /** How long it takes a node to be well again, at the most. */
    private static final long RECOVERY = 5 * SECOND;

    private static final int REQUESTS = 12;
    private static final int REQUESTS_AFTERWARDS = 3;

    private final SimScheduler scheduler;
    private final SimKind kind;
    private final long seed;
    private final SimRandom random;
    private final SimWeather weather;
    private final SimHost outside;
    private final SimDatabase database;
    private final SimTrace trace;
    private final SimJudge judge;
    private final List<SimProcess> processes = new ArrayList<>();
    private SimToken focus = SimToken.ALL.get(0);
    private int hosts;

    SimWorld(SimScheduler scheduler, long seed, SimKind kind, boolean traced) {
        this.scheduler = scheduler;
        this.kind = kind;
        this.seed = seed;
        random = new SimRandom(seed);
        weather = new SimWeather(random, kind.troubles());
        outside = new SimHost("world", scheduler, weather, 0);
        database = new SimDatabase(
                scheduler,
                outside,
                random,
                SimToken.ALL.stream().map(SimToken::row).toList());
        trace = new SimTrace(scheduler, traced);
        judge = new SimJudge(scheduler, database, kind.strict());
    }

    /** Runs to the end, or to the first violation. */
    SimResult run() {
        scheduler.run(outside, this::direct);
        Throwable failure = scheduler.failure();
        String violation = failure == null ? judge.violation() : "Nobody expects " + failure;
        return new SimResult(seed, violation, failure, trace.steps(), judge);
    }

    private void direct() {
        int first = (int) random.between(1, 4);
        for (int i = 0; i < first; i++) {
            startProcess();
            outside.sleep(random.between(0, 200 * MILLI));
        }
        planRevocations();
        planTroubles();
        database.whenNodeIsGone(this::perhapsRevoke);
        outside.sleep(TROUBLED);
        weather.calmDown();
        processes.forEach(process -> process.host.recover());
        scheduler.hurry(10 * MILLI);
        trace.add(() -> "from here on there is no trouble");
        outside.sleep(RECOVERY);
        if (kind.strict()) {
            processes.stream().filter(SimProcess::isServing).forEach(this::requireTerm);
        }
        scheduler.end();
    }

    private void requireTerm(SimProcess process) {
        if (!process.hasTerm()) {
            judge.violated(process.host.name + " has no term although there is no trouble any more");
        }
    }

    private void startProcess() {
        SimHost host = new SimHost("P" + ++hosts, scheduler, weather, random.between(-SECOND, SECOND) + Long.MAX_VALUE);
        SimLink link = new SimLink(host, weather, database, trace, random);
        SimProcess process = new SimProcess(
                host,
                kind.service().apply(link, judge),
                judge,
                trace,
                weather.timing().longestTerm());
        processes.add(process);
        trace.add(() -> host.name + " starts");
        if (weather.has(SimTrouble.FAILOVER) && random.chance(0.25)) {
            trouble(random.anyMagnitude(10 * MILLI, 3 * SECOND), this::failOver);
        }
        for (int i = 0; i < REQUESTS; i++) {
            planRequest(process, token(), i == 0 ? 0 : random.between(0, TROUBLED + RECOVERY - scheduler.now()));
        }
    }

    private void planRequest(SimProcess process, SimToken token, long after) {
        scheduler.begin(process.host, "request", after, () -> process.authenticate(token));
    }

    private void planRevocations() {
        int count = (int) random.between(1, 4);
        for (int i = 0; i < count; i++) {
            scheduler.begin(outside, "revocation", random.between(0, TROUBLED), this::revokeSomething);
        }
    }

    private void revokeSomething() {
        SimToken token = token();
        if (weather.has(SimTrouble.JOINING) && random.chance(0.3)) {
            trouble(random.anyMagnitude(MILLI, SECOND), this::startProcess);
        }
        processes.forEach(process -> planRequest(process, token, 0));
        withAny(process -> scheduler.begin(
                process.host, "revoker", random.anyMagnitude(MILLI, SECOND / 2), () -> revoke(process, token)));
    }

    private void revoke(SimProcess process, SimToken token) {
        if (random.chance(0.3)) {
            process.revokeAll(token.owner());
        } else {
            process.revoke(token);
        }
        focus = random.pick(SimToken.ALL);
        for (SimProcess other : processes) {
            for (int i = 0; i < REQUESTS_AFTERWARDS; i++) {
                planRequest(other, token, random.anyMagnitude(10_000, 4 * SECOND));
            }
        }
    }

    private void planTroubles() {
        some(SimTrouble.PAUSES, 3, () -> withAny(this::pause));
        some(SimTrouble.CUTS, 3, () -> withAny(this::cut));
        some(SimTrouble.JOINING, 2, this::startProcess);
        some(SimTrouble.KILLS, 2, () -> withAny(this::kill));
        some(SimTrouble.LEAVING, 2, () -> withAny(this::leave));
        some(SimTrouble.FAILOVER, 2, this::failOver);
        some(SimTrouble.PRUNING, 4, this::prune);
    }

    private void some(SimTrouble trouble, int atMost, Runnable event) {
        if (weather.has(trouble)) {
            int count = (int) random.between(1, atMost + 1);
            for (int i = 0; i < count; i++) {
                trouble(random.between(0, TROUBLED), () -> {
                    event.run();
                    perhapsRevoke();
                });
            }
        }
    }

    /** For what goes wrong does so when something is revoked. */
    private void perhapsRevoke() {
        if (random.chance(0.3)) {
            scheduler.begin(outside, "revocation", random.anyMagnitude(MILLI, 2 * SECOND), this::revokeSomething);
        }
    }

    private void trouble(long after, Runnable event) {
        scheduler.begin(outside, "trouble", after, () -> {
            if (!weather.isCalm()) {
                event.run();
            }
        });
    }

    private void withAny(Consumer<SimProcess> action) {
        List<SimProcess> serving =
                processes.stream().filter(SimProcess::isServing).toList();
        if (!serving.isEmpty()) {
            action.accept(random.pick(serving));
        }
    }

    private void pause(SimProcess process) {
        long time = weather.pause();
        trace.add(() -> process.host.name + " stands still for " + time / 1e9 + " s");
        process.host.pause(time);
    }

    private void cut(SimProcess process) {
        long time = weather.longTime();
        trace.add(() -> process.host.name + " is cut off for " + time / 1e9 + " s");
        process.host.cut(time);
    }

    private void kill(SimProcess process) {
        trace.add(() -> process.host.name + " is killed");
        process.host.kill();
        perhapsReplace();
    }

    private void leave(SimProcess process) {
        scheduler.begin(process.host, "closer", 0, process::close);
        perhapsReplace();
    }

    private void perhapsReplace() {
        if (random.chance(0.5)) {
            trouble(random.anyMagnitude(MILLI, 3 * SECOND), this::startProcess);
        }
    }

    private void failOver() {
        long lag = random.chance(0.2) ? 0 : database.lag(random.anyMagnitude(MILLI, 8 * SECOND));
        database.failOver(lag);
        judge.failedOver();
        trace.add(() -> database.primary().id() + " takes over, " + lag / 1e9 + " s behind");
    }

    /** Up to the first change that somebody may still wait for. */
    private void prune() {
        database.write(server -> {
            List<FeedPosition> old = server.positions().stream()
                    .takeWhile(position -> judge.isOver(position.uid()))
                    .toList();
            if (!old.isEmpty()) {
                FeedPosition last = old.get(old.size() - 1);
                server.prune(last);
                trace.add(() -> "prunes up to " + last.number());
            }
            return old.size();
        });
    }

    /** Most of the time the same one, so that what happens to it happens at the same time. */
    private SimToken token() {
        return random.chance(0.7) ? focus : random.pick(SimToken.ALL);
    }
}
