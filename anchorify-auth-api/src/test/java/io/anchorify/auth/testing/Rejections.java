package io.anchorify.auth.testing;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import java.util.function.Predicate;

/** Conditions on rejections, whatever the token. */
public final class Rejections {

    private Rejections() {}

    /** A rejection for a reason. */
    public static Predicate<Authentication> rejectedFor(RejectionReason reason) {
        return authentication -> authentication instanceof Rejected rejected && rejected.reason() == reason;
    }
}
