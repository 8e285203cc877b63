package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.TokenStoreException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Executes revocation commands and reports their results. */
final class NodeRevocations {

    private final NodeService service;
    private final History history;
    private final NodeOutput output;
    private final StallDetector stalls;

    NodeRevocations(NodeService service, History history, NodeOutput output, StallDetector stalls) {
        this.stalls = stalls;
        this.service = service;
        this.history = history;
        this.output = output;
    }

    /** Revokes one token. */
    void revoke(long command, int token, String owner, String id) {
        revoke(
                command,
                token,
                token + 1,
                () -> RevocationWait.of(service.service().revoke(owner, id).receipt()));
    }

    /** Revokes all tokens of an owner, which have consecutive numbers. */
    void revokeAll(long command, int firstToken, int endToken, String owner) {
        revoke(
                command,
                firstToken,
                endToken,
                () -> RevocationWait.of(service.service().revokeAll(owner).receipt()));
    }

    private void revoke(long command, int firstToken, int endToken, Supplier<@Nullable RevocationWait> work) {
        Duration stalledBefore = stalls.total();
        long began = System.nanoTime();
        for (int token = firstToken; token < endToken; token++) {
            history.revocationBegan(token, began);
        }
        try {
            RevocationWait waited = work.get();
            long returned = System.nanoTime();
            if (waited == null) {
                output.send(NodeOutput.FAILED, command, returned - began, "NotFound");
                return;
            }
            for (int token = firstToken; token < endToken; token++) {
                history.revocationReturned(token, returned);
            }
            output.send(
                    NodeOutput.REVOKED,
                    command,
                    returned - began,
                    waited.afterCommit().toNanos(),
                    waited.acknowledged(),
                    waited.missing(),
                    stalls.total().minus(stalledBefore).toNanos());
        } catch (TokenStoreException | IllegalStateException e) {
            System.err.println("Revocation failed: " + e + ", caused by " + rootOf(e));
            output.send(
                    NodeOutput.FAILED,
                    command,
                    System.nanoTime() - began,
                    e.getClass().getSimpleName());
        } catch (RuntimeException | Error e) {
            output.reportProblem(e);
            output.send(
                    NodeOutput.FAILED,
                    command,
                    System.nanoTime() - began,
                    e.getClass().getSimpleName());
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
