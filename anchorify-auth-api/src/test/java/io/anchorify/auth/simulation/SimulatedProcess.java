package io.anchorify.auth.simulation;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.Rotation;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServices;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process with one service, and the calls that are made to it. */
final class SimulatedProcess {

    /** For a task that starts slightly late and reads the clock a few times. */
    private static final long TOLERANCE = Duration.ofMillis(200).toNanos();

    final SimulatedHost host;
    private final TokenService service;
    private final TokenAuthenticator authenticator;
    private final HistoryChecker checker;
    private final Trace trace;
    private final long longestTerm;
    private boolean closed;
    private boolean used;

    SimulatedProcess(Scenario scenario, NetworkLink link, HistoryChecker checker) {
        Engine engine = scenario.parts().apply(link, checker).engine();
        this.host = link.host;
        this.service = TokenServices.of(engine);
        this.authenticator =
                scenario.decidesAfterClose() ? text -> engine.authenticator().authenticate(text) : service;
        this.checker = checker;
        this.trace = link.trace;
        this.longestTerm = link.faults.timing().longestTerm().toNanos();
    }

    boolean isServing() {
        return used && !closed && !host.isDead();
    }

    boolean hasTerm() {
        return service.stats().node().termValid();
    }

    void authenticate(SimulatedToken token) {
        used = true;
        RequestStart request = checker.begin(token, host);
        trace.add(() -> "authenticates " + token + (request.endedBy().isEmpty() ? "" : ", which has ended"));
        try {
            Authentication answer = authenticator.authenticate(token.cleartext());
            trace.add(
                    () -> "is answered " + (answer instanceof Rejected rejected ? rejected.reason() : "Authenticated"));
            checker.decided(request, answer);
        } catch (AuthenticationUnavailableException e) {
            trace.add(() -> "is not answered");
            checker.undecidedRequest();
        }
    }

    void revoke(SimulatedToken token) {
        trace.add(() -> "revokes " + token);
        awaitResult(service.revokeAsync(token.owner(), token.id()));
    }

    void revokeAll(String owner) {
        trace.add(() -> "revokes all of " + owner);
        awaitResult(service.revokeAllAsync(owner));
    }

    void revokeMatching(TokenQuery query) {
        trace.add(() -> "revokes by query " + query);
        call(() -> service.revoke(query, null, null));
    }

    void erase(String owner) {
        trace.add(() -> "erases " + owner);
        call(() -> service.erase(owner));
    }

    /** Returns the successor, unless the rotation failed. */
    Optional<SimulatedToken> rotate(SimulatedToken token, Duration grace) {
        RequestStart start = checker.begin(token, host);
        trace.add(() -> "rotates " + token + (grace.isZero() ? "" : " with a grace period of " + grace));
        try {
            Rotation rotation = service.rotate(token.owner(), token.id(), grace);
            trace.add(() -> "RETURNS " + rotation.receipt() + ", ends " + rotation.predecessorEndsAt());
            checker.rotated(token, start.endedBy(), rotation, closed);
            return Optional.of(token.successor(rotation));
        } catch (RotationException e) {
            trace.add(() -> "is refused: " + e.reason());
            checker.rotationRefused();
        } catch (TokenStoreException e) {
            failed(e);
        }
        return Optional.empty();
    }

    void close() {
        closed = true;
        trace.add(() -> "closes");
        service.close();
        trace.add(() -> "is closed");
    }

    private void call(Supplier<?> call) {
        try {
            Object outcome = call.get();
            trace.add(() -> "RETURNS " + outcome);
            checker.callReturned();
        } catch (TokenStoreException e) {
            failed(e);
        }
    }

    private void awaitResult(CompletionStage<?> call) {
        CompletableFuture<?> result = call.toCompletableFuture();
        long committed = host.now();
        host.await(result::isDone);
        long waited = host.now() - committed;
        if (host.isPunctual() && waited > longestTerm + TOLERANCE) {
            checker.violated("A revocation waited for " + waited / 1e9 + " s");
        }
        try {
            Object outcome = result.join();
            trace.add(() -> "RETURNS " + outcome);
            checker.callReturned();
        } catch (CompletionException e) {
            failed(e.getCause());
        }
    }

    private void failed(@Nullable Throwable failure) {
        trace.add(() -> "fails: " + failure);
        if (failure instanceof TokenStoreException known) {
            checker.callFailed(known);
        } else {
            throw new IllegalStateException(failure);
        }
    }
}
