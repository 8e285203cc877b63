package io.anchorify.auth.simulation;

import io.anchorify.auth.spi.FeedPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run: processes with a service each, one database, requests, changes of tokens, and faults. */
final class Simulation {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    /** How long faults happen. */
    private static final long FAULTY = 12 * SECOND;
    /** After this time without faults, every node has a term. */
    private static final long RECOVERY = 5 * SECOND;

    /** Together longer than a token may be idle. */
    private static final int USES = 14;

    private static final long USE_INTERVAL = 5 * SECOND;

    private static final int REQUESTS = 12;
    private static final int REQUESTS_AFTER_CHANGE = 3;

    private final DeterministicScheduler scheduler;
    private final Scenario scenario;
    private final long seed;
    private final SeededRandom random;
    private final FaultPlan faults;
    private final TokenLimits limits;
    private final TokenChanges changes;
    private final List<SimulatedToken> tokens;
    private final SimulatedHost outside;
    private final ReplicatedDatabase database;
    private final Trace trace;
    private final HistoryChecker checker;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private SimulatedToken focus;
    private int hosts;

    Simulation(DeterministicScheduler scheduler, long seed, Scenario scenario, boolean traced) {
        this.scheduler = scheduler;
        this.scenario = scenario;
        this.seed = seed;
        random = new SeededRandom(seed);
        faults = new FaultPlan(random, scenario.faults());
        changes = new TokenChanges(scenario.workload(), random);
        limits = scenario.workload() == Workload.REVOCATIONS ? TokenLimits.NONE : TokenLimits.draw(random);
        tokens = new ArrayList<>(limits.tokens(random));
        focus = tokens.get(0);
        outside = new SimulatedHost("outside", scheduler, faults, 0, 0);
        database = new ReplicatedDatabase(
                scheduler,
                outside,
                random,
                tokens.stream().map(SimulatedToken::row).toList());
        trace = new Trace(scheduler, traced);
        checker = new HistoryChecker(scheduler, database, limits, scenario.strict());
    }

    /** Runs to the end, or to the first violation. */
    RunResult run() {
        scheduler.run(outside, this::direct);
        Throwable failure = scheduler.failure();
        String violation = failure == null ? checker.violation() : "Unexpected " + failure;
        return new RunResult(seed, violation, failure, trace.steps(), checker);
    }

    private void direct() {
        int first = (int) random.between(1, 4);
        for (int i = 0; i < first; i++) {
            startProcess();
            outside.sleep(random.between(0, 200 * MILLI));
        }
        planChanges();
        planFaults();
        database.onRegistrationRemoved(this::perhapsChange);
        outside.sleep(FAULTY);
        faults.end();
        processes.forEach(process -> process.host.recover());
        scheduler.endDelays(10 * MILLI);
        trace.add(() -> "there are no faults from here on");
        outside.sleep(RECOVERY);
        if (scenario.strict()) {
            processes.stream().filter(SimulatedProcess::isServing).forEach(this::requireTerm);
        }
        if (limits.hasMaximumIdle()) {
            useSome();
        }
        scheduler.end();
    }

    /** One process uses some of the tokens for longer than the maximum idle time. Then all processes are asked for all. */
    private void useSome() {
        List<SimulatedToken> used =
                tokens.stream().filter(token -> random.chance(0.5)).toList();
        for (int i = 0; i < USES; i++) {
            withAny(process -> used.forEach(token -> planRequest(process, token, 0)));
            outside.sleep(USE_INTERVAL);
        }
        for (SimulatedProcess process : processes) {
            tokens.forEach(token -> planRequest(process, token, 0));
        }
        outside.sleep(SECOND);
    }

    private void requireTerm(SimulatedProcess process) {
        if (!process.hasTerm()) {
            checker.violated(process.host.name + " has no term although there are no faults any more");
        }
    }

    private void startProcess() {
        SimulatedHost host = new SimulatedHost(
                "P" + ++hosts,
                scheduler,
                faults,
                random.between(-SECOND, SECOND) + Long.MAX_VALUE,
                changes.wallClockOffset());
        NetworkLink link = new NetworkLink(host, faults, limits, database, trace, random);
        SimulatedProcess process = new SimulatedProcess(scenario, link, checker);
        processes.add(process);
        trace.add(() -> host.name + " starts");
        if (faults.has(FaultKind.FAILOVER) && random.chance(0.25)) {
            planFault(random.anyMagnitude(10 * MILLI, 3 * SECOND), this::failOver);
        }
        for (int i = 0; i < REQUESTS; i++) {
            planRequest(process, token(), i == 0 ? 0 : random.between(0, FAULTY + RECOVERY - scheduler.now()));
        }
    }

    private void planRequest(SimulatedProcess process, SimulatedToken token, long delay) {
        scheduler.start(process.host, "request", delay, () -> process.authenticate(token));
    }

    private void planChanges() {
        int count = (int) random.between(1, 4);
        for (int i = 0; i < count; i++) {
            scheduler.start(outside, "change", random.between(0, FAULTY), this::changeSomething);
        }
    }

    private void changeSomething() {
        SimulatedToken token = token();
        if (faults.has(FaultKind.JOINING) && random.chance(0.3)) {
            planFault(random.anyMagnitude(MILLI, SECOND), this::startProcess);
        }
        processes.forEach(process -> planRequest(process, token, 0));
        startChange(token);
        if (changes.isRepeated()) {
            startChange(token);
        }
    }

    private void startChange(SimulatedToken token) {
        withAny(process -> scheduler.start(
                process.host, "revoker", random.anyMagnitude(MILLI, SECOND / 2), () -> change(process, token)));
    }

    private void change(SimulatedProcess process, SimulatedToken token) {
        Optional<SimulatedToken> successor = changes.make(process, token);
        successor.ifPresent(tokens::add);
        focus = random.pick(tokens);
        for (SimulatedProcess other : processes) {
            for (int i = 0; i < REQUESTS_AFTER_CHANGE; i++) {
                planRequest(other, token, random.anyMagnitude(10_000, 4 * SECOND));
            }
            changes.alsoAffected(tokens).forEach(any -> planRequest(other, any, random.anyMagnitude(10_000, SECOND)));
        }
    }

    private void planFaults() {
        planSome(FaultKind.PAUSES, 3, () -> withAny(this::pause));
        planSome(FaultKind.DISCONNECTS, 3, () -> withAny(this::disconnect));
        planSome(FaultKind.JOINING, 2, this::startProcess);
        planSome(FaultKind.KILLS, 2, () -> withAny(this::kill));
        planSome(FaultKind.LEAVING, 2, () -> withAny(this::leave));
        planSome(FaultKind.FAILOVER, 2, this::failOver);
        planSome(FaultKind.PRUNING, 4, this::prune);
    }

    private void planSome(FaultKind kind, int atMost, Runnable fault) {
        if (faults.has(kind)) {
            int count = (int) random.between(1, atMost + 1);
            for (int i = 0; i < count; i++) {
                planFault(random.between(0, FAULTY), () -> {
                    fault.run();
                    perhapsChange();
                });
            }
        }
    }

    /** Mistakes show when a token is changed close to a fault. */
    private void perhapsChange() {
        if (random.chance(0.3)) {
            scheduler.start(outside, "change", random.anyMagnitude(MILLI, 2 * SECOND), this::changeSomething);
        }
    }

    private void planFault(long delay, Runnable fault) {
        scheduler.start(outside, "fault", delay, () -> {
            if (!faults.hasEnded()) {
                fault.run();
            }
        });
    }

    private void withAny(Consumer<SimulatedProcess> action) {
        List<SimulatedProcess> serving =
                processes.stream().filter(SimulatedProcess::isServing).toList();
        if (!serving.isEmpty()) {
            action.accept(random.pick(serving));
        }
    }

    private void pause(SimulatedProcess process) {
        long time = faults.processPause();
        trace.add(() -> process.host.name + " is paused for " + time / 1e9 + " s");
        process.host.pause(time);
    }

    private void disconnect(SimulatedProcess process) {
        long time = faults.longDelay();
        trace.add(() -> process.host.name + " is disconnected for " + time / 1e9 + " s");
        process.host.disconnect(time);
    }

    private void kill(SimulatedProcess process) {
        trace.add(() -> process.host.name + " is killed");
        process.host.kill();
        perhapsReplace();
    }

    private void leave(SimulatedProcess process) {
        scheduler.start(process.host, "closer", 0, process::close);
        perhapsReplace();
    }

    private void perhapsReplace() {
        if (random.chance(0.5)) {
            planFault(random.anyMagnitude(MILLI, 3 * SECOND), this::startProcess);
        }
    }

    private void failOver() {
        long lag = random.chance(0.2) ? 0 : database.lag(random.anyMagnitude(MILLI, 8 * SECOND));
        database.failOver(lag);
        checker.failedOver();
        trace.add(() -> database.primary().id() + " takes over, " + lag / 1e9 + " s behind");
    }

    /** Prunes up to the first change whose call has not ended. */
    private void prune() {
        database.write(server -> {
            List<FeedPosition> old = server.positions().stream()
                    .takeWhile(position -> checker.isFinished(position.uid()))
                    .toList();
            if (!old.isEmpty()) {
                FeedPosition last = old.get(old.size() - 1);
                server.prune(last);
                trace.add(() -> "prunes up to " + last.number());
            }
            return old.size();
        });
    }

    /** Mostly the same token, so that several things happen to it at the same time. */
    private SimulatedToken token() {
        return random.chance(0.7) ? focus : random.pick(tokens);
    }
}
