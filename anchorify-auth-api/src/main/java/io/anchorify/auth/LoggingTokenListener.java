package io.anchorify.auth;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs each event as one line. Immutable. */
final class LoggingTokenListener implements TokenListener {

    private static final Logger LOGGER = System.getLogger(TokenListener.class.getName());

    @Override
    public void onEvent(TokenEvent event) {
        // The text is an argument: it may contain what a message format would interpret.
        LOGGER.log(Level.INFO, "{0}", describe(event));
    }

    /** Java 17 has no switch over patterns. */
    private static String describe(TokenEvent event) {
        if (event instanceof TokenEvent.Issued issued) {
            return describe(issued);
        } else if (event instanceof TokenEvent.Rotated rotated) {
            return describe(rotated);
        } else if (event instanceof TokenEvent.Renamed renamed) {
            return describe(renamed);
        } else if (event instanceof TokenEvent.Revoked revoked) {
            return describe(revoked);
        } else if (event instanceof TokenEvent.RefusedUse refused) {
            return describe(refused);
        }
        return describeBulk(event);
    }

    private static String describe(TokenEvent.Issued event) {
        Token token = event.token();
        return new LogLine("Token issued")
                .text("owner", token.owner())
                .text("id", token.id())
                .text("label", token.label())
                .text("scopes", token.scopes().isEmpty() ? null : token.scopeText())
                .value("expires", token.expiresAt())
                .text("by", token.createdBy())
                .toString();
    }

    private static String describe(TokenEvent.Rotated event) {
        return new LogLine("Token rotated")
                .text("owner", event.successor().owner())
                .text("id", event.successor().id())
                .text("predecessor", event.predecessorId())
                .value("predecessorEnds", event.predecessorEndsAt())
                .text("by", event.successor().createdBy())
                .toString();
    }

    private static String describe(TokenEvent.Renamed event) {
        return new LogLine("Token renamed")
                .text("owner", event.owner())
                .text("id", event.tokenId())
                .text("label", event.label())
                .toString();
    }

    private static String describe(TokenEvent.Revoked event) {
        return new LogLine("Token revoked")
                .text("owner", event.owner())
                .text("id", event.tokenId())
                .text("by", event.by())
                .text("reason", event.reason())
                .toString();
    }

    private static String describe(TokenEvent.RefusedUse event) {
        return new LogLine("Ended token presented")
                .text("owner", event.owner())
                .text("id", event.tokenId())
                .value("because", event.reason())
                .text("from", event.remoteAddress())
                .toString();
    }

    private static String describeBulk(TokenEvent event) {
        if (event instanceof TokenEvent.OwnerRevoked revoked) {
            return describe(revoked);
        } else if (event instanceof TokenEvent.TokensRevoked revoked) {
            return describe(revoked);
        } else if (event instanceof TokenEvent.Erased erased) {
            return new LogLine("Tokens of an owner erased")
                    .text("owner", erased.owner())
                    .value("count", erased.count())
                    .toString();
        } else if (event instanceof TokenEvent.Purged purged) {
            return new LogLine("Ended tokens purged")
                    .value("count", purged.count())
                    .value("endedBefore", purged.endedBefore())
                    .toString();
        }
        return describe((TokenEvent.Imported) event);
    }

    private static String describe(TokenEvent.OwnerRevoked event) {
        return new LogLine("Tokens of an owner revoked")
                .text("owner", event.owner())
                .value("count", event.count())
                .text("by", event.by())
                .text("reason", event.reason())
                .toString();
    }

    private static String describe(TokenEvent.TokensRevoked event) {
        return new LogLine("Tokens revoked by query")
                .text("query", event.query().toString())
                .value("count", event.count())
                .text("by", event.by())
                .text("reason", event.reason())
                .toString();
    }

    private static String describe(TokenEvent.Imported event) {
        return new LogLine("Tokens imported")
                .value("added", event.counts().added())
                .value("changed", event.counts().changed())
                .value("unchanged", event.counts().unchanged())
                .toString();
    }
}
