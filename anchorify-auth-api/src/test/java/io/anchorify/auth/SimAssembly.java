package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeFeed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** Puts services together in the simulation. */
final class SimAssembly {

    private SimAssembly() {}

    /** The service as the builder puts it together for everybody. */
    static TokenService production(SimParts parts) {
        SimHost host = parts.host;
        return parts.builder()
                .clock(host)
                .ticker(host::nanoTime)
                .timing(parts.timing)
                .background(new SimBackground(host, parts.link.weather))
                .nodeThread(new SimNodeThread(host))
                .scheduler(new SimExecutor(host, parts.link.weather))
                .build();
    }

    /** The same by hand, so that parts can be replaced. */
    static SimService of(SimParts parts) {
        SimHost host = parts.host;
        SimStore store = parts.store();
        TokenCache cache = parts.cache();
        SimBackground background = new SimBackground(host, parts.link.weather);
        Cluster cluster = around(store.changeFeed().orElseThrow(), cache, parts, background.scheduler());
        Lookups lookups = parts.lookups(store, cache);
        LastUsedWriter lastUsed = new LastUsedWriter(
                store::recordUses, host, Duration.ofMinutes(1), new SimExecutor(host, parts.link.weather));
        TokenFormat format = new TokenFormat(TokenFormat.DEFAULT_PREFIX, true);
        HasherPool hashers = new HasherPool(() -> new TokenHasher(format, new Sha256()));
        Authenticator authenticator =
                parts.authenticator(hashers, cluster.term(), cache, lookups, lastUsed, cluster.membership()::join);
        TokenService service = new TokenService(
                store,
                host,
                new SecretGenerator(format, new SecureRandom()),
                hashers,
                cache,
                lookups,
                lastUsed,
                authenticator,
                new Changes(cache, cluster.barrier(), host),
                cluster.membership(),
                background);
        return new SimService(service, presented -> authenticator.authenticate(presented, 0, presented.length()));
    }

    private static Cluster around(
            ChangeFeed feed, TokenCache cache, SimParts parts, ScheduledExecutorService background) {
        SimHost host = parts.host;
        Timing timing = parts.timing;
        Term term = parts.term();
        ServerWatch servers = new ServerWatch(timing);
        Follower follower = new Follower(cache, term, servers, timing, host::nanoTime);
        Housekeeping housekeeping = new Housekeeping(feed, servers, timing, host::nanoTime, background);
        Node node = new Node(feed, follower, term, housekeeping, timing, host::nanoTime, new SimNodeThread(host));
        FeedBarrier barrier = new FeedBarrier(
                feed,
                servers,
                node::registration,
                parts.barrierTiming(),
                host,
                host::nanoTime,
                parts.barrierTasks(background));
        return new Cluster(term, parts.membership(node, term), parts.barrier(barrier));
    }
}
