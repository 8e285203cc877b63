package io.anchorify.auth.jdbc;

import io.anchorify.auth.spi.Changed;
import io.anchorify.auth.spi.TokenHash;
import io.anchorify.auth.spi.TokenStoreException;
import java.util.HexFormat;

/** What was changed, as two columns of the feed. */
record ChangedColumns(String kind, String subject) {

    private static final String TOKEN = "token";
    private static final String OWNER = "owner";
    private static final String ANY = "any";

    static ChangedColumns of(Changed changed) {
        if (changed instanceof Changed.OneToken token) {
            return new ChangedColumns(
                    TOKEN, HexFormat.of().formatHex(token.hash().bytes()));
        }
        return changed instanceof Changed.TokensOf tokens
                ? new ChangedColumns(OWNER, tokens.owner())
                : new ChangedColumns(ANY, "");
    }

    Changed changed() {
        return switch (kind) {
            case TOKEN -> new Changed.OneToken(TokenHash.of(HexFormat.of().parseHex(subject)));
            case OWNER -> new Changed.TokensOf(subject);
            case ANY -> new Changed.AnyToken();
            default ->
                throw new TokenStoreException(
                        "The feed of changes holds the kind '" + kind
                                + "', which this version does not know. Update it",
                        null);
        };
    }
}
