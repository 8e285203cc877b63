package io.anchorify.auth;

import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.EngineParts;
import io.anchorify.auth.internal.EngineThreads;
import io.anchorify.auth.internal.cluster.Timing;
import io.anchorify.auth.testing.TestTime;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/** Builds services whose clocks and threads are controlled by a test. */
public final class TokenServices {

    private TokenServices() {}

    /** A service on an engine of the caller. */
    public static TokenService of(Engine engine) {
        return new TokenService(engine);
    }

    /** A service with other clocks, and the threads of production. */
    public static TokenService build(TokenServiceBuilder options, InstantSource wall, LongSupplier monotonic) {
        return build(options, new Clocks(wall, monotonic), EngineThreads.daemons());
    }

    /** A service whose clocks, and whose writes of last-used times, advance only with the given time. */
    public static TokenService build(TokenServiceBuilder options, TestTime time) {
        return build(options, time.clocks(), withUsage(time.newScheduler()));
    }

    /** A service whose background work advances only with the given time. Its store must have no change feed. */
    public static TokenService buildWithAllThreads(TokenServiceBuilder options, TestTime time) {
        EngineThreads daemons = EngineThreads.daemons();
        return build(
                options,
                time.clocks(),
                new EngineThreads(
                        time.scheduler(), time.scheduler(), daemons.callers(), daemons.events(), daemons.feed()));
    }

    /** Does the same with a wall clock that may be wrong. */
    public static TokenService build(TokenServiceBuilder options, InstantSource wall, TestTime time) {
        return build(options, new Clocks(wall, time::nanoTime), withUsage(time.newScheduler()));
    }

    private static EngineThreads withUsage(ScheduledExecutorService usage) {
        EngineThreads daemons = EngineThreads.daemons();
        return new EngineThreads(daemons.coordination(), usage, daemons.callers(), daemons.events(), daemons.feed());
    }

    private static TokenService build(TokenServiceBuilder options, Clocks clocks, EngineThreads threads) {
        return options.build(settings -> new EngineParts(settings, clocks, threads, Timing.DEFAULT));
    }
}
