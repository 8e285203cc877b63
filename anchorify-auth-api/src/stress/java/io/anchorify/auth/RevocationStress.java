package io.anchorify.auth;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A revocation as a whole, on one node: what it has acknowledged, no later request is let in with. */
final class RevocationStress {

    private RevocationStress() {}

    /** Within a term, one request looks the token up while it is revoked, and another one follows. */
    @JCStressTest
    @State
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The revocation has not returned yet")
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE,
            desc = "The revocation has not returned yet, but is seen already")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The revocation has returned")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "The revocation has returned, and the token was let in")
    public static class Acknowledged {

        private final StressNode node = new StressNode();

        public Acknowledged() {
            node.round();
        }

        @Actor
        public void revocation() {
            node.commitTheRevocation();
            node.round();
        }

        @Actor
        public void requests(ZZ_Result r) {
            node.letsIn();
            r.r1 = node.feed.isAcknowledged();
            r.r2 = node.letsIn();
        }
    }
}
