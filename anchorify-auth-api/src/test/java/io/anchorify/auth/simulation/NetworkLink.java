package io.anchorify.auth.simulation;

import io.anchorify.auth.TokenStoreException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The connection of one process to the database. A call takes effect at one moment between the request and the reply, each
 * of which may be delayed or lost.
 */
final class NetworkLink {

    private static final long LONGEST_TIMEOUT = 1_000_000_000;

    final SimulatedHost host;
    final FaultPlan faults;
    final TokenLimits limits;
    final ReplicatedDatabase database;
    final Trace trace;
    private final SeededRandom random;

    NetworkLink(
            SimulatedHost host,
            FaultPlan faults,
            TokenLimits limits,
            ReplicatedDatabase database,
            Trace trace,
            SeededRandom random) {
        this.host = host;
        this.faults = faults;
        this.limits = limits;
        this.database = database;
        this.trace = trace;
        this.random = random;
    }

    /** Reads from the primary. */
    <T> T read(Function<DatabaseServer, T> query, Function<T, String> description) {
        return call(() -> query.apply(database.primary()), description);
    }

    /** Calls the primary, and records whether that changed anything. */
    <T> T write(Function<DatabaseServer, T> change, Function<T, String> description) {
        return call(() -> database.write(change), description);
    }

    void send() {
        host.sleep(faults.latency());
        if (host.isDisconnected()) {
            throw failure("the database cannot be reached");
        }
    }

    void receive() {
        host.sleep(faults.latency());
        if (host.isDisconnected() || faults.losesReply()) {
            throw failure("the reply is lost");
        }
    }

    private <T> T call(Supplier<T> effect, Function<T, String> description) {
        send();
        T reply = effect.get();
        trace.add(() -> description.apply(reply));
        receive();
        return reply;
    }

    /** The caller learns of a failure after a timeout. */
    private TokenStoreException failure(String message) {
        trace.add(() -> message);
        host.sleep(random.anyMagnitude(1_000_000, LONGEST_TIMEOUT));
        return new TokenStoreException(message, null);
    }
}
