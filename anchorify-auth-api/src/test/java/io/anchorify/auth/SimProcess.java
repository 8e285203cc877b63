package io.anchorify.auth;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process with a service, and what is asked of it. */
final class SimProcess {

    /** As long as any run. */
    private static final long FOR_EVER = Duration.ofHours(1).toNanos();

    /** For a task that begins a little late, and looks at a clock or two. */
    private static final long TOLERANCE = Duration.ofMillis(200).toNanos();

    final SimHost host;
    private final TokenService service;
    private final TokenAuthenticator door;
    private final SimJudge judge;
    private final SimTrace trace;
    private final long longestTerm;
    private boolean closed;
    private boolean asked;

    SimProcess(SimHost host, SimService service, SimJudge judge, SimTrace trace, Duration longestTerm) {
        this.host = host;
        this.service = service.tokens();
        this.door = service.door();
        this.judge = judge;
        this.trace = trace;
        this.longestTerm = longestTerm.toNanos();
    }

    boolean isServing() {
        return asked && !closed && !host.isDead();
    }

    boolean hasTerm() {
        return service.stats().node().termValid();
    }

    void authenticate(SimToken token) {
        asked = true;
        List<SimJudge.Call> standing = judge.standing(token);
        trace.add(() -> "asks for " + token + (standing.isEmpty() ? "" : ", whose revocation has returned"));
        try {
            Authentication answer = door.authenticate(token.secret());
            trace.add(() -> "is answered " + answer.getClass().getSimpleName());
            judge.answered(token, standing, answer);
        } catch (AuthenticationUnavailableException e) {
            trace.add(() -> "is not answered");
            judge.notAnswered();
        }
    }

    void revoke(SimToken token) {
        trace.add(() -> "revokes " + token);
        finish(() -> service.revokeAsync(token.owner(), token.id()).toCompletableFuture());
    }

    void revokeAll(String owner) {
        trace.add(() -> "revokes all of " + owner);
        finish(() -> service.revokeAllAsync(owner).toCompletableFuture());
    }

    void close() {
        closed = true;
        trace.add(() -> "closes");
        service.close();
        trace.add(() -> "is closed");
    }

    private void finish(Supplier<CompletableFuture<?>> call) {
        try {
            CompletableFuture<?> result = call.get();
            long committed = host.now();
            host.await(result::isDone, FOR_EVER);
            long waited = host.now() - committed;
            if (host.isPunctual() && waited > longestTerm + TOLERANCE) {
                judge.violated("A call that revokes waited for " + waited / 1e9 + " s");
            }
            Object outcome = result.join();
            trace.add(() -> "RETURNS " + outcome);
            judge.returns();
        } catch (CompletionException e) {
            fails(e.getCause());
        } catch (TokenStoreException e) {
            fails(e);
        }
    }

    private void fails(@Nullable Throwable failure) {
        trace.add(() -> "fails: " + failure);
        if (failure instanceof TokenStoreException known) {
            judge.fails(known);
        } else {
            throw new IllegalStateException(failure);
        }
    }
}
