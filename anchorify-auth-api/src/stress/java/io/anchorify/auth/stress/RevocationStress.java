package io.anchorify.auth.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A whole revocation on one node: once it is acknowledged, no later request is accepted. */
final class RevocationStress {

    private RevocationStress() {}

    /** Within a term, one request looks up the token while it is revoked, and another request follows. */
    @JCStressTest
    @State
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The revocation has not returned yet")
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE,
            desc = "The revocation has not returned yet, but is already visible")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The revocation has returned")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "The revocation has returned, and the token was accepted")
    public static class Acknowledged {

        private final StressNode node = new StressNode();

        public Acknowledged() {
            node.poll();
        }

        @Actor
        public void revocation() {
            node.commitTheRevocation();
            node.poll();
        }

        @Actor
        public void requests(ZZ_Result r) {
            node.accepts();
            r.r1 = node.feed.isAcknowledged();
            r.r2 = node.accepts();
        }
    }
}
