package io.anchorify.auth;

import io.anchorify.auth.spi.TokenStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The options of a {@link TokenService}. Every option has a default that suits an application with up to some 100,000
 * tokens in use. Not for use by concurrent threads.
 */
public final class TokenServiceBuilder {

    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private final TokenStore store;
    private String prefix = TokenFormat.DEFAULT_PREFIX;
    private boolean checksum = true;
    private int cachedTokens = 100_000;
    private Duration cachedFor = Duration.ofSeconds(60);
    private Duration lastUsedInterval = Duration.ofSeconds(60);
    private int concurrentLookups = 8;
    private int unknownTokensPerSecond = 1000;
    private Duration lookupWait = Duration.ofMillis(500);
    private Predicate<CachedToken> suspended = token -> false;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private Supplier<ScheduledExecutorService> scheduler = LastUsedWriter::newScheduler;
    private Supplier<Sha256> sha256 = Sha256::new;
    private Timing timing = Timing.DEFAULT;
    private Supplier<BackgroundThreads> threads = BackgroundThreads::new;
    private Supplier<NodeThread> nodeThread = NodeThread::new;
    private Function<Lookup, Verdict> join = Lookup::await;

    TokenServiceBuilder(TokenStore store) {
        this.store = store;
    }

    /**
     * Sets what every token begins with, so that a leaked one can be recognised by a scanner.
     *
     * @param prefix 1 to 16 characters out of {@code A-Z a-z 0-9 _ -}; {@code jf_} unless set
     * @return this builder
     */
    public TokenServiceBuilder prefix(String prefix) {
        this.prefix = prefix;
        return this;
    }

    /**
     * Sets whether the last six characters of a token have to be its checksum. Turn it off only for tokens that were
     * taken over from a system that issued without one; junk of the right length then costs a hash and a lookup.
     *
     * @param checksum {@code true} unless set
     * @return this builder
     */
    public TokenServiceBuilder checksum(boolean checksum) {
        this.checksum = checksum;
        return this;
    }

    /**
     * Bounds the number of tokens that are cached.
     *
     * @param tokens 1 to 100,000,000; 100,000 unless set
     * @return this builder
     */
    public TokenServiceBuilder cachedTokens(int tokens) {
        this.cachedTokens = tokens;
        return this;
    }

    /**
     * Sets after which time a cached token is read from the store again. A revocation through this service does not
     * wait for it; it bounds how long a change that was made past this service goes unseen.
     *
     * @param age longer than zero, at most a day; 60 seconds unless set
     * @return this builder
     */
    public TokenServiceBuilder cachedFor(Duration age) {
        this.cachedFor = age;
        return this;
    }

    /**
     * Sets how old a last-used time may be, and how often one is written: at most once a token and interval, for as long
     * as the token stays cached.
     *
     * @param interval 1 second to a day; 60 seconds unless set
     * @return this builder
     */
    public TokenServiceBuilder lastUsedInterval(Duration interval) {
        this.lastUsedInterval = interval;
        return this;
    }

    /**
     * Bounds how many lookups of tokens that are not cached ask the store at once. Keep it below the size of the
     * connection pool, so that a flood of unknown tokens leaves connections for everything else.
     *
     * @param lookups 1 to 1000; 8 unless set
     * @return this builder
     */
    public TokenServiceBuilder concurrentLookups(int lookups) {
        this.concurrentLookups = lookups;
        return this;
    }

    /**
     * Bounds how many lookups a second find no good token: those beyond wait for their turn, and are turned away with 503 if
     * it comes too late, so that a flood of made-up tokens leaves the database and the processors to others. Lookups that
     * find a good token do not count. After a quiet time, a second's worth of the others may come at once, or as many as
     * {@link #concurrentLookups} allows.
     *
     * @param tokens 1 to 1,000,000; 1,000 unless set
     * @return this builder
     */
    public TokenServiceBuilder unknownTokensPerSecond(int tokens) {
        this.unknownTokensPerSecond = tokens;
        return this;
    }

    /**
     * Sets how long a request waits for its turn to look a token up, before it is turned away with 503.
     *
     * @param wait zero to 10 seconds; 500 milliseconds unless set
     * @return this builder
     */
    public TokenServiceBuilder lookupWait(Duration wait) {
        this.lookupWait = wait;
        return this;
    }

    /**
     * Lets the host application refuse the tokens of suspended users.
     *
     * @param suspended asked with the owner on every request with a good token, from many threads, so it must answer
     *     from memory; if it throws, the request is answered with 503
     * @return this builder
     */
    public TokenServiceBuilder suspendedOwners(Predicate<String> suspended) {
        this.suspended = token -> suspended.test(token.owner());
        return this;
    }

    /**
     * Checks the options and the store, and makes the service, to which the store belongs from then on. If this throws,
     * the store still belongs to the caller, open as it was.
     *
     * @return the service
     * @throws IllegalArgumentException if an option is out of its range; the message names it and what it accepts
     * @throws TokenStoreException if the store is not set up; the message says what to run
     */
    public TokenService build() {
        requireRange("cachedTokens", cachedTokens, 100_000_000);
        requireRange("concurrentLookups", concurrentLookups, 1000);
        requireRange("unknownTokensPerSecond", unknownTokensPerSecond, 1_000_000);
        requireRange("cachedFor", cachedFor, Duration.ofNanos(1), LONGEST_INTERVAL);
        requireRange("lastUsedInterval", lastUsedInterval, Duration.ofSeconds(1), LONGEST_INTERVAL);
        requireRange("lookupWait", lookupWait, Duration.ZERO, Duration.ofSeconds(10));
        TokenFormat format = new TokenFormat(prefix, checksum);
        store.verify();
        return assemble(format);
    }

    private TokenService assemble(TokenFormat format) {
        TokenCache cache = new TokenCache(cachedTokens);
        BackgroundThreads background = threads.get();
        Cluster cluster = store.changeFeed()
                .map(feed ->
                        Cluster.around(feed, cache, timing, clock, ticker, background.scheduler(), nodeThread.get()))
                .orElseGet(() -> Cluster.alone(ticker));
        VerdictFactory verdicts = new VerdictFactory(clock, ticker, cachedFor, lastUsedInterval);
        LookupLimit limit = new LookupLimit(concurrentLookups, unknownTokensPerSecond, lookupWait, ticker);
        Lookups lookups = new Lookups(store, cache, verdicts, limit, join);
        LastUsedWriter lastUsed = new LastUsedWriter(store::recordUses, clock, lastUsedInterval, scheduler.get());
        HasherPool hashers = new HasherPool(() -> new TokenHasher(format, sha256.get()));
        Authenticator authenticator = new Authenticator(
                hashers, cluster.term(), cache, lookups, suspended, lastUsed, ticker, cluster.membership()::join);
        SecretGenerator secrets = new SecretGenerator(format, new SecureRandom());
        Changes changes = new Changes(cache, cluster.barrier(), clock);
        return new TokenService(
                store,
                clock,
                secrets,
                hashers,
                cache,
                lookups,
                lastUsed,
                authenticator,
                changes,
                cluster.membership(),
                background);
    }

    /** For tests: the wall clock. */
    TokenServiceBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /** For tests: the monotonic clock, in nanoseconds. */
    TokenServiceBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /** For tests: the times of the protocol. */
    TokenServiceBuilder timing(Timing timing) {
        this.timing = timing;
        return this;
    }

    /** For tests: what looks at the nodes and keeps house. */
    TokenServiceBuilder background(BackgroundThreads background) {
        this.threads = () -> background;
        return this;
    }

    /** For tests: what runs the loop of the node. */
    TokenServiceBuilder nodeThread(NodeThread thread) {
        this.nodeThread = () -> thread;
        return this;
    }

    /** For tests: how a request waits for the lookup of another one. */
    TokenServiceBuilder join(Function<Lookup, Verdict> join) {
        this.join = join;
        return this;
    }

    /** For tests: what runs the writes of last-used times. */
    TokenServiceBuilder scheduler(ScheduledExecutorService scheduler) {
        this.scheduler = () -> scheduler;
        return this;
    }

    /** For tests: what hashes, so that it can be counted. */
    TokenServiceBuilder sha256(Supplier<Sha256> sha256) {
        this.sha256 = sha256;
        return this;
    }

    private static void requireRange(String option, int value, int highest) {
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(option + " is 1 to " + highest + ", not " + value);
        }
    }

    private static void requireRange(String option, Duration value, Duration lowest, Duration highest) {
        if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
            throw new IllegalArgumentException(option + " is " + lowest + " to " + highest + ", not " + value);
        }
    }
}
