package io.anchorify.benchmarks.request;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What a thread has for itself: a request, a response, and a token to present, any of them, as requests come. */
@State(Scope.Thread)
public class Client {

    final LightRequest request = new LightRequest();
    final LightResponse response = new LightResponse();
    final Destination destination = new Destination();
    private long random = System.nanoTime() | 1;
    private long sent;
    private long arrivalsBefore;

    /**
     * Begins to measure.
     *
     * @param hole takes what arrives
     */
    @Setup
    public void begin(Blackhole hole) {
        destination.forgetInto(hole);
    }

    /** Sees to it that nothing else was measured than what was to be: requests that come through. */
    @TearDown(Level.Iteration)
    public void check() {
        long arrived = destination.arrivals() - arrivalsBefore;
        if (arrived != sent) {
            throw new IllegalStateException("Of " + sent + " requests with good tokens, " + arrived + " came through");
        }
        arrivalsBefore += arrived;
        sent = 0;
    }

    /** The header of the next request. */
    String next(Tokens tokens) {
        sent++;
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return tokens.header((int) Long.remainderUnsigned(random, tokens.count));
    }
}
