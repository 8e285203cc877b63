package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.TokenStoreException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Revokes when told to, and says what came of it. */
final class NodeRevocations {

    private final NodeService service;
    private final History history;
    private final NodeTalk talk;
    private final Stalls stalls;

    NodeRevocations(NodeService service, History history, NodeTalk talk, Stalls stalls) {
        this.stalls = stalls;
        this.service = service;
        this.history = history;
        this.talk = talk;
    }

    /** Revokes the token of one trial. */
    void revoke(long order, int trial, String owner, String id) {
        revoke(
                order,
                trial,
                trial + 1,
                () -> Waited.of(service.service().revoke(owner, id).receipt()));
    }

    /** Revokes all tokens of an owner, which are those of consecutive trials. */
    void revokeAll(long order, int firstTrial, int endTrial, String owner) {
        revoke(
                order,
                firstTrial,
                endTrial,
                () -> Waited.of(service.service().revokeAll(owner).receipt()));
    }

    private void revoke(long order, int firstTrial, int endTrial, Supplier<@Nullable Waited> work) {
        Duration stalledBefore = stalls.total();
        long began = System.nanoTime();
        for (int trial = firstTrial; trial < endTrial; trial++) {
            history.revocationBegan(trial, began);
        }
        try {
            Waited waited = work.get();
            long returned = System.nanoTime();
            if (waited == null) {
                talk.say(NodeTalk.FAILED, order, returned - began, "NotFound");
                return;
            }
            for (int trial = firstTrial; trial < endTrial; trial++) {
                history.revocationReturned(trial, returned);
            }
            talk.say(
                    NodeTalk.REVOKED,
                    order,
                    returned - began,
                    waited.afterCommit().toNanos(),
                    waited.acknowledged(),
                    waited.waitedOut(),
                    stalls.total().minus(stalledBefore).toNanos());
        } catch (TokenStoreException | IllegalStateException e) {
            System.err.println("Revocation failed: " + e + ", for " + rootOf(e));
            talk.say(
                    NodeTalk.FAILED,
                    order,
                    System.nanoTime() - began,
                    e.getClass().getSimpleName());
        } catch (RuntimeException | Error e) {
            talk.complain(e);
            talk.say(
                    NodeTalk.FAILED,
                    order,
                    System.nanoTime() - began,
                    e.getClass().getSimpleName());
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
